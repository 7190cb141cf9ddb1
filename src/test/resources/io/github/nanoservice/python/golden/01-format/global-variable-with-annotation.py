timeout: int = 30
retries: int
