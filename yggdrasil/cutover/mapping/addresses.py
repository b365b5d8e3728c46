"""E-mail addresses of the predecessor, by one rule for every home that holds them."""

from typing import Any

from yggdrasil.cutover.mapping.documents import Document


def folded_email(document: Document) -> str | None:
    """Return the e-mail address as it is compared from now on; None if there is none.

    Args:
        document: with the address in `email`.

    Returns:
        Without space around it, in lower case unless it has letters beyond ASCII.
    """
    email = document.get("email")
    bare = email.strip() if isinstance(email, str) else ""
    return (bare.lower() if bare.isascii() else bare) or None


def kept_email(document: Document, *, key: Any, is_taken: bool) -> str:
    """Return the e-mail address that a document keeps.

    Args:
        document: with the address in `email`.
        key: of the new document.
        is_taken: True if another document has the same address.

    Returns:
        The folded address; made different by the key where it is taken, and one that can never
        receive mail (RFC 2606 reserves `.invalid`) where there is none.
    """
    email = folded_email(document)
    if email is None:
        return f"{key}@missing.invalid"
    if not is_taken:
        return email
    name, at, host = email.rpartition("@")
    return f"{name}+{key}{at}{host}"
