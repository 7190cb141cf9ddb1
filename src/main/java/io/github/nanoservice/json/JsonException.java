package io.github.nanoservice.json;

/**
 * A text is not JSON, or a value in it is not of the expected type. The message says what is wrong
 * and where, without the name of the file: "services[0].name is not a string".
 */
public final class JsonException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Takes what is wrong, without a full stop. */
  public JsonException(String message) {
    super(message);
  }
}
