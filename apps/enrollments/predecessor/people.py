"""People as the enrollments app copies them from the predecessor's users."""

from bson import ObjectId

from yggdrasil.cutover.mapping.documents import Document

# The predecessor's validator and creator that is no user.
SYSTEM = ObjectId("0" * 24)


def name_of(user: Document | None) -> str:
    """Return a person's name as the profile will say it; empty for nobody.

    Args:
        user: the predecessor's document, or what was looked up of it.
    """
    profile = (user or {}).get("profile")
    if not isinstance(profile, dict):
        return ""
    names = (profile.get("firstName"), profile.get("lastName"))
    return " ".join(name for name in names if isinstance(name, str)).strip()
