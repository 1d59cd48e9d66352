"""What the vendors really answer when something is wrong: statuses and bodies as they document or send them.

Several quote the key, so a verdict that passed them on would show it.
"""

from __future__ import annotations

from tests.fakes.providers import KEY, LIVEKIT_KEY, LIVEKIT_SECRET, Answer

HTML = Answer(200, b"<!doctype html><title>Welcome</title>", {"Content-Type": "text/html"})
HTML_404 = Answer(404, b"<html><h1>404 Not Found</h1></html>", {"Content-Type": "text/html"})
BROKEN = Answer(502, b"<html><h1>502 Bad Gateway</h1></html>", {"Content-Type": "text/html"})
DEEP = Answer(200, b"[" * 200_000)


def openai(status: int, message: str, code: str | None, kind: str = "invalid_request_error") -> Answer:
    """OpenAI's error shape."""
    return Answer(status, {"error": {"message": message, "type": kind, "param": None, "code": code}})


def quota(code: str) -> Answer:
    """A 429 that waiting doesn't mend."""
    return openai(429, "You exceeded your current quota, please check your plan.", code, "insufficient_quota")


OPENAI_WRONG_KEY = openai(
    401, f"Incorrect API key provided: {KEY}. You can find your key.", "invalid_api_key"
)
OPENAI_NO_MEMBER = openai(401, "You must be a member of an organization to use the API", None)
OPENAI_OTHER_PROJECT = openai(
    401, "OpenAI-Project header should match project for API key", "mismatched_project"
)
OPENAI_NO_ORGANIZATION = openai(401, "No such organization: org-x.", "invalid_organization")
OPENAI_NO_SCOPE = openai(
    401,
    "You have insufficient permissions for this operation. Missing scopes: model.request",
    "missing_scope",
)
OPENAI_NO_LIST = openai(
    403, "You have insufficient permissions for this operation. Missing scopes: api.model.read", None
)
OPENAI_NO_MODEL_IN_PROJECT = openai(
    403, "Project `proj_x` does not have access to model `gpt-4o-mini`", "model_not_found"
)
OPENAI_COUNTRY = openai(
    403, "Country, region, or territory not supported", "unsupported_country_region_territory"
)
OPENAI_TOO_MANY = openai(429, "Rate limit reached for requests", "rate_limit_exceeded", "requests")
OPENAI_NOT_MAX_TOKENS = Answer(
    400,
    {
        "error": {
            "message": "Unsupported parameter: 'max_tokens' is not supported with this model.",
            "type": "invalid_request_error",
            "param": "max_tokens",
            "code": "unsupported_parameter",
        }
    },
)
OPENAI_LIMIT_REACHED = openai(
    400, "Could not finish the message because max_tokens or model output limit was reached.", None
)
OLLAMA_NO_MODEL = openai(404, 'model "gpt-4o-mini" not found, try pulling it first', None, "api_error")
MISTRAL_NO_MODEL = Answer(400, {"object": "error", "message": "Invalid model: x", "type": "invalid_model"})
DEEPSEEK_NO_CREDIT = openai(402, "Insufficient Balance", None, "unknown_error")


def deepgram(status: int, code: str, message: str) -> Answer:
    """Deepgram's error shape."""
    return Answer(status, {"err_code": code, "err_msg": message, "request_id": "a-request"})


DEEPGRAM_WRONG_KEY = deepgram(401, "INVALID_AUTH", "Invalid credentials.")
DEEPGRAM_NO_PERMISSION = deepgram(
    401, "INSUFFICIENT_PERMISSIONS", "User does not have sufficient permissions."
)
DEEPGRAM_NO_MODEL = deepgram(
    403, "INSUFFICIENT_PERMISSIONS", "Project does not have access to the requested model."
)
DEEPGRAM_NO_CREDIT = deepgram(
    402, "ASR_PAYMENT_REQUIRED", "Project does not have enough credits for an ASR request."
)
DEEPGRAM_TOO_MANY = deepgram(429, "TOO_MANY_REQUESTS", "Too many requests. Please try again later")


def assemblyai(status: int, message: str) -> Answer:
    """AssemblyAI's error shape."""
    return Answer(status, {"error": message})


ASSEMBLYAI_WRONG_KEY = assemblyai(401, "Authentication error, API token missing/invalid")
ASSEMBLYAI_NEGATIVE = assemblyai(400, "Your current account balance is negative. Please top up to continue.")
ASSEMBLYAI_NOT_UPGRADED = assemblyai(402, "Account not upgraded")
ASSEMBLYAI_TOO_MANY = assemblyai(429, "Too Many Requests")

LIVEKIT_WRONG_SECRET = Answer(401, f"invalid token: ey.{LIVEKIT_SECRET}.x, error: cryptographic".encode())
LIVEKIT_UNKNOWN_KEY = Answer(401, f"invalid API key: {LIVEKIT_KEY}".encode())
LIVEKIT_FORBIDDEN = Answer(403, {"code": "permission_denied", "msg": "permission denied"})
LIVEKIT_TOO_MANY = Answer(429, {"code": "resource_exhausted", "msg": "too many requests"})
