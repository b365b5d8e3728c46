"""What a person's record may say, decided without a database."""

import unicodedata

NAME_MAX_LENGTH = 100
BIO_MAX_LENGTH = 5_000

# The predecessor's form asked for letters and six digits, while its own data holds STU2024001 and
# S1-SEP-001; a card number is whatever a school prints in capitals, digits and dashes.
STUDENT_ID_PATTERN = r"^[A-Z0-9](?:[A-Z0-9-]{0,28}[A-Z0-9])?$"
STUDENT_ID_ADVICE = "Capital letters, digits and dashes between them, at most 30."


def sort_key(text: str) -> str:
    """Return the text as lists are sorted and searched by: no case, no accents.

    Args:
        text: a name.

    Returns:
        `Éloïse  DUPONT` becomes `eloise dupont`.
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(bare.split())
