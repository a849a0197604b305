-- What wrk asks: the gate, or that an event be recorded, or OPA's server.
--
--   TOKEN  bearer token        CASES  how many cases `case-0` ... there are, or a name of one
--   ASK    shared | nonce | event | opa
local token, cases, ask = os.getenv("TOKEN"), os.getenv("CASES"), os.getenv("ASK")
local many = tonumber(cases)
local run = os.getenv("RUN") or "0"
local headers = {["Authorization"] = "Bearer " .. (token or ""), ["Content-Type"] = "application/json"}
local count = 0

local function case()
    if many then return "case-" .. (count % many) end
    return cases
end

function request()
    count = count + 1
    if ask == "event" then
        headers["Idempotency-Key"] = run .. "-" .. count
        local body = '{"event": "tool.named", "by": "reviewer", "tool": "Suite ' .. count .. '"}'
        return wrk.format("POST", "/api/cases/" .. case() .. "/events", headers, body)
    end
    if ask == "opa" then
        return wrk.format("POST", "/v1/data/guarded/allow", {["Content-Type"] = "application/json"},
                          os.getenv("IN_ORDER"))
    end
    local nonce = ask == "nonce" and ', "nonce": "' .. run .. "-" .. count .. '"' or ""
    return wrk.format("POST", "/api/gate", headers,
                      '{"case": "' .. case() .. '", "signed": true' .. nonce .. "}")
end
