"""A header of every response."""

import uuid


def request_id(get_response):
    """Adds the ID of the request: the client's, or a new one."""

    def handle(request):
        response = get_response(request)
        response["X-Request-Id"] = request.headers.get("X-Request-Id") or uuid.uuid4().hex
        return response

    return handle
