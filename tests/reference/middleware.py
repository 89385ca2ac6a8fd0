"""What every answer carries."""

import uuid


def request_id(get_response):
    """Name each request in its answer: as the client named it, or anew."""

    def answer(request):
        response = get_response(request)
        response["X-Request-Id"] = request.headers.get("X-Request-Id") or uuid.uuid4().hex
        return response

    return answer
