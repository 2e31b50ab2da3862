-- Drives Souk with wrk.  wrk -s load.lua URL -- SCENARIO INPUT RUN
-- INPUT has lines "token …" (customers who are logged in), "product …" (ids; the first one is the hot one) and
-- "login …" (the JSON of a log-in).
-- Ends with one line of JSON. Times in it are microseconds.

local threads = {}

function setup(thread)
  thread:set("number", #threads + 1)
  table.insert(threads, thread)
end

local tokens, products, logins = {}, {}, {}
local scenario, run
local sent = 0
placed, refused = 0, 0

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

local function order()
  local first = scenario == "hot" and products[1] or one_of_third(1)
  local body = '{"lines":[' .. line(first) .. "," .. line(one_of_third(2)) .. "," .. line(one_of_third(3)) .. "]}"
  sent = sent + 1
  local headers = {
    ["Authorization"] = "Bearer " .. any(tokens),
    ["Content-Type"] = "application/json",
    ["Idempotency-Key"] = run .. "-" .. number .. "-" .. sent,
  }
  return wrk.format("POST", "/api/v1/orders", headers, body)
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
    response = nil
  elseif scenario == "login" then
    request = login
    response = nil
  else
    request = order
  end
end

-- Only orders are looked at one by one: wrk itself counts what is not 2xx.
function response(status)
  if status == 201 then
    placed = placed + 1
  else
    refused = refused + 1
  end
end

function done(summary, latency)
  local placed, refused = 0, 0
  for _, thread in ipairs(threads) do
    placed = placed + thread:get("placed")
    refused = refused + thread:get("refused")
  end
  local errors = summary.errors
  local broken = errors.connect + errors.read + errors.write + errors.timeout
  print(string.format(
    '\n{"requests":%d,"micros":%d,"p50":%d,"p99":%d,"notOk":%d,"broken":%d,"placed":%d,"refused":%d}',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
    errors.status, broken, placed, refused))
end
