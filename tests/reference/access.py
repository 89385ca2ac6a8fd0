"""Authentication by tokens in the backend's own headers."""

from rest_framework.authentication import TokenAuthentication, exceptions

from .rows import LOGIN_TOKEN, TENANT


class AccessToken(TokenAuthentication):
    """The token of a user."""

    header = "Synapse-Access-Token"
    takes_logins = False

    def authenticate(self, request):
        words = request.headers.get(self.header, "").split()
        if not words or words[0].lower() != self.keyword.lower():
            return None
        if len(words) != 2:
            raise exceptions.AuthenticationFailed("Invalid token header.")
        if (words[1] == LOGIN_TOKEN) is not self.takes_logins:
            raise exceptions.AuthenticationFailed("Invalid token.")
        return self.authenticate_credentials(words[1])


class AgentToken(AccessToken):
    """The token of an agent."""

    header = "SYNAPSE-Agent"


class LoginToken(AccessToken):
    """The token that a user gets at login, which goes with a tenant."""

    header = "Authorization"
    takes_logins = True

    def authenticate_credentials(self, key):
        if self.tenant != f"{self.keyword} {TENANT}":
            raise exceptions.AuthenticationFailed("Unknown tenant.")
        return super().authenticate_credentials(key)

    def authenticate(self, request):
        self.tenant = request.headers.get("Synapse-Tenant")
        return super().authenticate(request)
