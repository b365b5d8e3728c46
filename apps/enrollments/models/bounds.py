"""Validators that several documents share."""

from django.core.validators import MaxValueValidator, MinValueValidator

PERCENT = [MinValueValidator(0), MaxValueValidator(100)]
SEMESTER = [MinValueValidator(1), MaxValueValidator(10)]
