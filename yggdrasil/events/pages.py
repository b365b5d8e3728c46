"""The catalogue of facts as a page for people and as an AsyncAPI 3 document for programs."""

from collections.abc import Iterable, Mapping
from typing import Any, get_type_hints

import msgspec
import yaml

from yggdrasil.events.envelope import Envelope
from yggdrasil.events.signal import DomainSignal
from yggdrasil.events.subscription import Subscription

Tables = Mapping[str, tuple[Subscription[Any], ...]]

HEAD = """# Facts

Every fact that an app tells, with those who hear it. Made from the code by
`manage.py event_catalogue --write`; `--check` fails when this page is stale.

A fact is routed by `<service>.<name>` on the topic exchange `yggdrasil.events`; the message is a
batch of facts of one name. `asyncapi.yaml` beside this page says the same to programs; the folder
`events` keeps every schema a fact ever had.
"""


def page(signals: Iterable[DomainSignal[Any]], tables: Tables) -> str:
    """Return the catalogue in Markdown.

    Args:
        signals: all facts, by name.
        tables: subscriptions by label of the hearing app.

    Returns:
        One section an app, one table a fact.
    """
    sections, app = [HEAD], ""
    for signal in signals:
        if signal.app != app:
            app = signal.app
            sections.append(f"## {app}\n")
        sections.append(_section(signal, _hearing(signal.name, tables)))
    return "\n".join(sections)


def asyncapi(
    signals: Iterable[DomainSignal[Any]], tables: Tables, services: Mapping[str, str]
) -> str:
    """Return the AsyncAPI 3.0 document of all facts.

    Args:
        signals: all facts, by name.
        tables: subscriptions by label of the hearing app.
        services: name of the service by label of the app.

    Returns:
        YAML.
    """
    signals = list(signals)
    (envelope,), components = msgspec.json.schema_components(
        [Envelope], ref_template="#/components/schemas/{name}"
    )
    payloads, more = msgspec.json.schema_components(
        [signal.payload for signal in signals], ref_template="#/components/schemas/{name}"
    )
    document = {
        "asyncapi": "3.0.0",
        "info": {"title": "Yggdrasil facts", "version": "1"},
        "defaultContentType": "application/msgpack",
        "channels": {s.name: _channel(s, services) for s in signals},
        "operations": {
            name: operation for s in signals for name, operation in _operations(s, tables, services)
        },
        "components": {
            "messages": {
                s.name: {"name": s.name, "headers": envelope, "payload": payload}
                for s, payload in zip(signals, payloads, strict=True)
            },
            "schemas": {**components, **more},
        },
    }
    return yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=100)


def _section(signal: "DomainSignal[Any]", hearing: list[str]) -> str:
    summary = (signal.payload.__doc__ or "").strip().split("\n")[0]
    rows = "\n".join(
        f"| `{name}` | {_spell(kind)} |" for name, kind in get_type_hints(signal.payload).items()
    )
    heard = ", ".join(hearing) or "nobody yet"
    return (
        f"### `{signal.name}`\n\n{summary}\n\nHeard by: {heard}.\n\n"
        f"| field | type |\n|---|---|\n{rows}\n"
    )


def _spell(kind: Any) -> str:
    text = kind.__name__ if isinstance(kind, type) and not hasattr(kind, "__args__") else str(kind)
    return text.replace("|", "or").replace("typing.", "").replace("datetime.datetime", "datetime")


def _hearing(name: str, tables: Tables) -> list[str]:
    return [app for app, table in tables.items() if any(line.hears == name for line in table)]


def _channel(signal: "DomainSignal[Any]", services: Mapping[str, str]) -> dict[str, Any]:
    return {
        "address": f"{services[signal.app]}.{signal.name}",
        "messages": {signal.name: {"$ref": f"#/components/messages/{signal.name}"}},
    }


def _operations(
    signal: "DomainSignal[Any]", tables: Tables, services: Mapping[str, str]
) -> Iterable[tuple[str, dict[str, Any]]]:
    channel = {"$ref": f"#/channels/{signal.name}"}
    yield f"{services[signal.app]}.tells.{signal.name}", {"action": "send", "channel": channel}
    for app in _hearing(signal.name, tables):
        yield f"{services[app]}.hears.{signal.name}", {"action": "receive", "channel": channel}
