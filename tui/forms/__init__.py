"""What a person types, taken apart and judged before it is kept."""
