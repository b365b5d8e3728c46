"""The look of the admin."""

from django.templatetags.static import static

UNFOLD = {
    "SITE_TITLE": "Yggdrasil",
    "SITE_HEADER": "Yggdrasil",
    "SITE_SUBHEADER": "School office, times in UTC",
    "SITE_SYMBOL": "park",
    "SITE_ICON": lambda _request: static("yggdrasil/icon.svg"),
    "SITE_FAVICONS": [
        {
            "rel": "icon",
            "type": "image/svg+xml",
            "href": lambda _request: static("yggdrasil/icon.svg"),
        }
    ],
    "STYLES": [lambda _request: static("yggdrasil/admin.css")],
    "SHOW_HISTORY": True,
    "BORDER_RADIUS": "6px",
    # Tailwind's greens.
    "COLORS": {
        "primary": {
            "50": "240, 253, 244",
            "100": "220, 252, 231",
            "200": "187, 247, 208",
            "300": "134, 239, 172",
            "400": "74, 222, 128",
            "500": "34, 197, 94",
            "600": "22, 163, 74",
            "700": "21, 128, 61",
            "800": "22, 101, 52",
            "900": "20, 83, 45",
            "950": "5, 46, 22",
        }
    },
}
