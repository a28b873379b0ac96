"""The firm's records: their types, the crash-safe book, files in and out. Draws nothing, reads no clock."""
