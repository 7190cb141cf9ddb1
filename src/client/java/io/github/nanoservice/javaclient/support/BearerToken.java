package io.github.nanoservice.javaclient.support;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The token that the client sends with each call (RFC 6750), or none. No message and no text of an
 * object contains it.
 */
final class BearerToken {
  private static final String PROPERTY = "nanoservice.tokenFile";
  private static final String FILE_VARIABLE = "NANOSERVICE_TOKEN_FILE";
  private static final String VARIABLE = "NANOSERVICE_TOKEN";

  /** RFC 6750 §2.1: {@code b64token}. No other text can be in the header. */
  private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9._~+/-]+=*+");

  private static final String ALGORITHM = "HmacSHA256";

  private static final BearerToken NONE = new BearerToken("");

  private final String text;

  private BearerToken(String text) {
    this.text = text;
  }

  /**
   * Takes the token from the file that the system property names, else from the file that the
   * environment variable names, else from the environment variable itself.
   *
   * @throws IllegalArgumentException if the file cannot be read or the text is not a token
   */
  static BearerToken find() {
    String property = System.getProperty(PROPERTY, "");
    String file = System.getenv().getOrDefault(FILE_VARIABLE, "");
    String value = System.getenv().getOrDefault(VARIABLE, "");
    // Maven passes the placeholder itself if no goal has set the property.
    if (!property.isEmpty() && !property.startsWith("${")) {
      return read("the system property " + PROPERTY, property);
    }
    if (!file.isEmpty()) {
      return read("the environment variable " + FILE_VARIABLE, file);
    }
    return value.isEmpty() ? NONE : of("the environment variable " + VARIABLE, value);
  }

  /**
   * Returns the token with a text.
   *
   * @param source where the text comes from, for the message
   * @throws IllegalArgumentException if the text is not a token
   */
  static BearerToken of(String source, String text) {
    String stripped = text.strip();
    if (!LEGAL.matcher(stripped).matches()) {
      throw new IllegalArgumentException(
          source + " is not a token; write letters, digits and the characters . _ ~ + / - only");
    }
    return new BearerToken(stripped);
  }

  private static BearerToken read(String source, String file) {
    try {
      return of(
          "the content of " + file + ", which " + source + " names,",
          Files.readString(Path.of(file), StandardCharsets.ISO_8859_1));
    } catch (IOException | InvalidPathException e) {
      throw new IllegalArgumentException(
          source + " names " + file + ", which cannot be read; start the services, or unset it", e);
    }
  }

  /** Whether there is no token. */
  boolean isNone() {
    return text.isEmpty();
  }

  /** Returns the HMAC-SHA256 (RFC 2104) of a text with the token as the key. */
  byte[] sign(String message) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(text.getBytes(StandardCharsets.US_ASCII), ALGORITHM));
      return mac.doFinal(message.getBytes(StandardCharsets.US_ASCII));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }

  /** Adds the header if there is a token. */
  void addTo(HttpRequest.Builder request) {
    if (!isNone()) {
      request.header("Authorization", "Bearer " + text);
    }
  }

  @Override
  public String toString() {
    return isNone() ? "BearerToken[none]" : "BearerToken[hidden]";
  }
}
