"""Topic routing as RabbitMQ does it, for brokers whose emulation does it differently.

Source: AMQP 0-9-1, section 3.1.3.3: words are separated by dots, `*` stands for exactly one word,
`#` for zero or more.
"""

from functools import lru_cache

ANY_WORDS = "#"
ONE_WORD = "*"


@lru_cache(maxsize=4_096)
def matches(pattern: str, key: str) -> bool:
    """Return whether a routing key matches the pattern of a binding.

    Args:
        pattern: words, `*` and `#`, separated by dots.
        key: words separated by dots.

    Returns:
        What a topic exchange of RabbitMQ would decide.
    """
    return _match(_words(pattern), _words(key))


def _words(text: str) -> tuple[str, ...]:
    # RabbitMQ finds no word in an empty text, not one empty word.
    return tuple(text.split(".")) if text else ()


def _match(pattern: tuple[str, ...], words: tuple[str, ...]) -> bool:
    if not pattern:
        return not words
    head, rest = pattern[0], pattern[1:]
    if head == ANY_WORDS:
        return _match(rest, words) or (bool(words) and _match(pattern, words[1:]))
    return bool(words) and head in {ONE_WORD, words[0]} and _match(rest, words[1:])
