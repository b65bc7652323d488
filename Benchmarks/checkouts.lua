-- wrk: every request is another line of checkouts.jsonl; each thread takes every n-th line.
local counter = 0

function setup(thread)
  thread:set("first", counter)
  counter = counter + 1
end

function init(args)
  lines = {}
  local threads = tonumber(os.getenv("WRK_THREADS") or "1")
  local number = 0
  for line in io.lines(os.getenv("CHECKOUTS") or "checkouts.jsonl") do
    if number % threads == first then lines[#lines + 1] = line end
    number = number + 1
  end
  wrk.method = "POST"
  wrk.path = "/api/synchronous-checkout/checkout"
  wrk.headers["Content-Type"] = "application/json"
  next_line = 0
end

function request()
  next_line = next_line + 1
  if next_line > #lines then next_line = 1 end
  return wrk.format(nil, nil, nil, lines[next_line])
end

function done(summary, latency, requests)
  local errors = summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout
  io.write(string.format("RESULT %.0f %d\n", summary.requests / (summary.duration / 1e6), errors))
end
