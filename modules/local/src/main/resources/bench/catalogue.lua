-- Drives the catalogue with wrk.  wrk -s catalogue.lua URL -- MODE INPUT RUN
-- MODE: "any" asks for any of the lines again and again, "once" for each line once before any is asked for again,
-- "change" changes prices. INPUT has lines
--   header NAME: VALUE              sent with every GET
--   get PATH [ETAG]                 with an ETAG as If-None-Match
--   token SELLER TOKEN
--   change ID VERSION SELLER        a product and the version it has now
-- A change names the version that the answer to the change before it had told; each product has one change under way at
-- most and belongs to one of the two threads, as does each line of "once". Ends with one line of JSON. Times in it are microseconds.

local threads = {}

function setup(thread)
  thread:set("number", #threads + 1)
  table.insert(threads, thread)
end

local common = {}
local requests = {}
local tokens = {}
local versions, sellers = {}, {}
local free, first, last = {}, 1, 0
placed, refused = 0, 0

local function release(id)
  last = last + 1
  free[last] = id
end

local function read_get(value)
  local path, etag = value:match("^(%S+) ?(.*)$")
  local headers = {}
  for name, content in pairs(common) do
    headers[name] = content
  end
  if etag ~= "" then
    headers["If-None-Match"] = etag
  end
  table.insert(requests, wrk.format("GET", path, headers))
end

local function read_change(value)
  local id, version, seller = value:match("^(%S+) (%d+) (%d+)$")
  versions[id], sellers[id] = version, seller
  release(id)
end

local function read_input(name, shared)
  local count = 0
  for line in io.lines(name) do
    local kind, value = line:match("^(%a+) (.+)$")
    count = count + 1
    if kind == "header" then
      local header, content = value:match("^([^:]+): (.*)$")
      common[header] = content
    elseif kind == "token" then
      local seller, token = value:match("^(%d+) (%S+)$")
      tokens[seller] = token
    elseif kind == "get" and (shared or count % 2 == number % 2) then
      read_get(value)
    elseif kind == "change" and count % 2 == number % 2 then
      read_change(value)
    end
  end
end

local function any()
  return requests[math.random(#requests)]
end

local position = 0
local function once()
  position = position % #requests + 1
  return requests[position]
end

local function change()
  local id = free[first]
  free[first] = nil
  first = first + 1
  local headers = {
    ["Authorization"] = "Bearer " .. tokens[sellers[id]],
    ["Content-Type"] = "application/merge-patch+json",
    ["If-Match"] = '"' .. versions[id] .. '"',
  }
  local body = string.format('{"price":{"amount":"%d.%02d"}}', math.random(5, 500), math.random(0, 99))
  return wrk.format("PATCH", "/api/v1/products/" .. id, headers, body)
end

-- What was refused is not tried again: its version is not known any more.
local function changed(status, headers, body)
  local id = body:match('"id":"([^"]+)"')
  local version = body:match('"version":(%d+)')
  if status == 200 and id and version then
    placed = placed + 1
    versions[id] = version
    release(id)
  else
    refused = refused + 1
  end
end

function init(arguments)
  math.randomseed(os.time() + 7919 * number)
  read_input(arguments[2], arguments[1] == "any")
  if arguments[1] == "change" then
    request, response = change, changed
  elseif arguments[1] == "once" then
    request, response = once, nil
  else
    request, response = any, nil
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
