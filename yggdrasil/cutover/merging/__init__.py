"""The way back: gathering what the homes hold, and writing it as the predecessor did."""
