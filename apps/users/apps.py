"""What the users app owns and whom it needs."""

from yggdrasil.services import ServiceConfig


class UsersConfig(ServiceConfig):
    """The users app."""

    name = "apps.users"
    label = "users"
    verbose_name = "Users"
    owns = ("user_profiles", "user_preferences", "user_contacts", "user_documents")
    needs = ("accounts",)
