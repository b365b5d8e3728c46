"""The hearing side: taking what comes, catching up what did not, trying again what failed."""
