-- Drives Souk with wrk.  wrk -s load.lua URL -- SCENARIO INPUT RUN [SECONDS]
-- INPUT has lines "token …" (customers who are logged in), "product …" (ids; the first one is the hot one) and
-- "login …" (the JSON of a log-in).
-- With SECONDS nothing more is sent after so long, and all that was sent can be answered before wrk ends a little later.
-- Ends with one line of JSON. Times in it are microseconds; first and last are of the clock, of the first request and of
-- the last answer.

local ffi = require("ffi")
ffi.cdef("typedef struct { long seconds; long micros; } moment; int gettimeofday(moment *now, void *zone);")
local moment = ffi.new("moment")

local function now()
  ffi.C.gettimeofday(moment, nil)
  return tonumber(moment.seconds) * 1000000 + tonumber(moment.micros)
end

local threads = {}

function setup(thread)
  thread:set("number", #threads + 1)
  table.insert(threads, thread)
end

local tokens, products, logins = {}, {}, {}
local scenario, run
local sent = 0
asked, first, last = 0, 0, 0

local function read_input(name)
  for line in io.lines(name) do
    local kind, value = line:match("^(%a+) (.+)$")
    if kind == "token" then
      table.insert(tokens, value)
    elseif kind == "product" then
      table.insert(products, value)
    elseif kind == "login" then
      table.insert(logins, value)
    end
  end
end

local function any(list)
  return list[math.random(#list)]
end

-- One product of each third, so that the three differ and come in the order of their ids.
local function one_of_third(third)
  local size = #products / 3
  return products[math.floor((third - 1) * size) + math.random(math.floor(size))]
end

local function line(product)
  return '{"productId":"' .. product .. '","quantity":1}'
end

-- What comes before the key, for each customer. Put together by hand, because the load tool shares the processors with
-- what it measures.
local heads = {}

local function prepare_orders()
  local host = wrk.headers["Host"] or wrk.host .. ":" .. wrk.port
  for _, token in ipairs(tokens) do
    table.insert(heads, "POST /api/v1/orders HTTP/1.1\r\nHost: " .. host .. "\r\nAuthorization: Bearer " .. token
      .. "\r\nContent-Type: application/json\r\nIdempotency-Key: " .. run .. "-" .. number .. "-")
  end
end

-- wrk asks the first thread for one request that it does not send.
local function order()
  if sent > 0 or number > 1 then
    asked = asked + 1
    if first == 0 then
      first = now()
    end
  end
  sent = sent + 1
  local one = scenario == "hot" and products[1] or one_of_third(1)
  local body = '{"lines":[' .. line(one) .. "," .. line(one_of_third(2)) .. "," .. line(one_of_third(3)) .. "]}"
  return any(heads) .. sent .. "\r\nContent-Length: " .. #body .. "\r\n\r\n" .. body
end

-- Called when an answer has come and before the next request.
local function until_the_end(micros)
  return function()
    last = now()
    return first > 0 and last - first > micros and 3600000 or 0
  end
end

local function read()
  return wrk.format("GET", "/api/v1/products/" .. any(products))
end

local function login()
  return wrk.format("POST", "/api/v1/login", { ["Content-Type"] = "application/json" }, any(logins))
end

function init(arguments)
  scenario, run = arguments[1], arguments[3]
  read_input(arguments[2])
  math.randomseed(os.time() + 7919 * number)
  if scenario == "read" then
    request = read
  elseif scenario == "login" then
    request = login
  else
    prepare_orders()
    request = order
    if arguments[4] then
      delay = until_the_end(arguments[4] * 1000000)
    end
  end
end

function done(summary, latency)
  local asked, first, last = 0, math.huge, 0
  for _, thread in ipairs(threads) do
    asked = asked + thread:get("asked")
    first = math.min(first, thread:get("first"))
    last = math.max(last, thread:get("last"))
  end
  local errors = summary.errors
  local broken = errors.connect + errors.read + errors.write + errors.timeout
  print(string.format(
    '\n{"requests":%d,"micros":%d,"p50":%d,"p99":%d,"notOk":%d,"broken":%d,"placed":%d,'
      .. '"asked":%d,"first":%.0f,"last":%.0f}',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
    errors.status, broken, summary.requests - errors.status, asked, first, last))
end
