"""What can be checked, one kind a file; `memory` answers as it is told."""
