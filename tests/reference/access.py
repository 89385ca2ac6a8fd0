"""Authentication by tokens in the backend's own headers."""

from rest_framework.authentication import TokenAuthentication, exceptions


class AccessToken(TokenAuthentication):
    """The token of a user."""

    header = "Synapse-Access-Token"

    def authenticate(self, request):
        words = request.headers.get(self.header, "").split()
        if not words or words[0].lower() != self.keyword.lower():
            return None
        if len(words) != 2:
            raise exceptions.AuthenticationFailed("Invalid token header.")
        return self.authenticate_credentials(words[1])


class AgentToken(AccessToken):
    """The token of an agent."""

    header = "SYNAPSE-Agent"
