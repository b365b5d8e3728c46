"""What people like."""

from django.db import models
from django_mongodb_backend.fields import EmbeddedModelField
from django_mongodb_backend.models import EmbeddedModel

from apps.users.data import (
    AccessibilityData,
    FontSize,
    Language,
    NotificationsData,
    PreferencesData,
)
from yggdrasil.mongodb.aggregate import Aggregate


class Notifications(EmbeddedModel):
    """What a person wants to be told; kept within the preferences."""

    schedule_changes = models.BooleanField(default=True)
    new_announcements = models.BooleanField(default=True)
    assignment_reminders = models.BooleanField(default=True)


class Accessibility(EmbeddedModel):
    """How a person wants to read; kept within the preferences."""

    colorblind_mode = models.BooleanField(default=False)
    font_size = models.CharField(
        max_length=6,
        choices=[(it.value, it.value.capitalize()) for it in FontSize],
        default=FontSize.MEDIUM.value,
    )
    high_contrast = models.BooleanField(default=False)


class Preferences(Aggregate):
    """One person's preferences, under the id of their account.

    Shape: language with `notifications` and `accessibility` embedded. A collection of its own,
    because the person changes it and nobody else reads it, while profiles are read by everybody
    and changed by the office. Indexes: the id. Bound: one an account.
    """

    language = models.CharField(
        max_length=2,
        choices=[(it.value, it.name.capitalize()) for it in Language],
        default=Language.FRENCH.value,
    )
    notifications = EmbeddedModelField(Notifications, default=Notifications)
    accessibility = EmbeddedModelField(Accessibility, default=Accessibility)

    class Meta:
        db_table = "user_preferences"
        verbose_name_plural = "preferences"

    def __str__(self) -> str:
        return "Preferences"

    def take(self, data: PreferencesData) -> None:
        """Take over what the person said."""
        told, shown = data.notifications, data.accessibility
        self.language = data.language.value
        self.notifications = Notifications(
            schedule_changes=told.schedule_changes,
            new_announcements=told.new_announcements,
            assignment_reminders=told.assignment_reminders,
        )
        self.accessibility = Accessibility(
            colorblind_mode=shown.colorblind_mode,
            font_size=shown.font_size.value,
            high_contrast=shown.high_contrast,
        )

    def to_data(self) -> PreferencesData:
        """Return what the person said."""
        told, shown = self.notifications, self.accessibility
        return PreferencesData(
            language=Language(self.language),
            notifications=NotificationsData(
                schedule_changes=told.schedule_changes,
                new_announcements=told.new_announcements,
                assignment_reminders=told.assignment_reminders,
            ),
            accessibility=AccessibilityData(
                colorblind_mode=shown.colorblind_mode,
                font_size=FontSize(shown.font_size),
                high_contrast=shown.high_contrast,
            ),
        )
