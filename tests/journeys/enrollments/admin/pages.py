"""The admin's pages of the enrollments app, as staff use them."""

from django.urls import reverse


def page(model, view="changelist", *args):
    """Return the address of a page."""
    return reverse(f"admin:enrollments_{model._meta.model_name}_{view}", args=args)


def texts(answer):
    """Return what is told above a page."""
    return [str(message) for message in answer.context["messages"]]


def choose(desk, model, action, *documents):
    """Do something to chosen rows of a list."""
    return desk.post(
        page(model),
        {"action": action, "_selected_action": [str(one.pk) for one in documents]},
        follow=True,
    )
