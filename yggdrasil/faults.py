"""Single values that people write: texts, addresses, numbers. Each check yields what is wrong."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from yggdrasil.errors import FieldError

_LONGEST_ADDRESS = 2_000
_UNPRINTABLE = {chr(code) for code in range(32)} - {"\t", "\n", "\r"}


def faults_of_text(
    field: str, text: str, *, most: int, is_required: bool = False
) -> Iterator[FieldError]:
    """Find what is wrong with a text.

    Args:
        field: dotted path of the field.
        text: what was written.
        most: most characters.
        is_required: whether it must say something.

    Yields:
        One fault each: empty, too long, not text.
    """
    if is_required and not text.strip():
        yield FieldError(field=field, message="It is empty.", code="required")
    if len(text) > most:
        yield FieldError(
            field=field, message=f"It has {len(text)} characters; {most} fit.", code="too_long"
        )
    if not is_clean(text):
        yield FieldError(field=field, message="It holds characters that are no text.")


def faults_of_address(
    field: str, address: str, *, is_required: bool = False
) -> Iterator[FieldError]:
    """Find what is wrong with a web address.

    Args:
        field: dotted path of the field.
        address: what was written.
        is_required: whether there must be one.

    Yields:
        One fault each; anything but `http` and `https` with a host is one.
    """
    if not address and not is_required:
        return
    yield from faults_of_text(field, address, most=_LONGEST_ADDRESS, is_required=is_required)
    if address.strip() and not _is_web_address(address):
        yield FieldError(field=field, message="It is no web address: http:// or https:// is.")


def faults_of_number(
    field: str, number: int | None, *, least: int, most: int
) -> Iterator[FieldError]:
    """Find what is wrong with a number.

    Args:
        field: dotted path of the field.
        number: what was written; None for nothing, which is never wrong.
        least: smallest allowed.
        most: greatest allowed.

    Yields:
        A fault if it is out of range.
    """
    if number is not None and not least <= number <= most:
        yield FieldError(
            field=field, message=f"It is {number}; {least} to {most} fit.", code="out_of_range"
        )


def faults_of_list(
    field: str, texts: tuple[str, ...], *, most: int, longest: int
) -> Iterator[FieldError]:
    """Find what is wrong with a list of short texts.

    Args:
        field: dotted path of the field.
        texts: what was written.
        most: most texts.
        longest: most characters of each.

    Yields:
        One fault each.
    """
    yield from faults_of_count(field, len(texts), most=most)
    for position, text in enumerate(texts[:most]):
        yield from faults_of_text(f"{field}.{position}", text, most=longest, is_required=True)


def faults_of_count(field: str, held: int, *, most: int) -> Iterator[FieldError]:
    """Find whether there are too many of something.

    Args:
        field: dotted path of the list.
        held: how many there are.
        most: how many fit.

    Yields:
        A fault if they do not fit.
    """
    if held > most:
        yield FieldError(field=field, message=f"{held} are too many; {most} fit.", code="too_many")


def is_clean(text: str) -> bool:
    """Return whether a text can be kept and shown.

    Args:
        text: any text.

    Returns:
        False if it holds control characters, or half characters that no encoding keeps.
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return _UNPRINTABLE.isdisjoint(text)


def told_of(noun: str, faults: tuple[FieldError, ...]) -> str:
    """Return one sentence about all that does not fit.

    Args:
        noun: what cannot be kept.
        faults: what is wrong with it.

    Returns:
        The sentence, with the first five faults.
    """
    told = " ".join(f"{fault.field}: {fault.message}" for fault in faults[:5])
    return f"The {noun} cannot be kept as it is. {told}"


def _is_web_address(address: str) -> bool:
    if any(character.isspace() for character in address):
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)
