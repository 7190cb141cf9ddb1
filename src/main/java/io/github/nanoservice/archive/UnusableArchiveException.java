package io.github.nanoservice.archive;

/** An archive has something that no source directory can have. */
public final class UnusableArchiveException extends Exception {
  private static final long serialVersionUID = 1L;

  UnusableArchiveException(String message) {
    super(message);
  }
}
