"""Spanish, Portuguese and French questions: found, read into English, and answered with words of their own."""
