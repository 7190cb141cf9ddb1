package io.github.nanoservice.secret;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;

/**
 * The content of the files that services serve and call with: their certificate, its private key,
 * and the authorities that they trust. The names are those of a Kubernetes secret for TLS.
 */
public final class TlsFiles {
  /** The name of the file with the certificate and those that lead to its authority, in PEM. */
  public static final String CERTIFICATE = "tls.crt";

  /** The name of the file with the private key, in PEM. */
  public static final String KEY = "tls.key";

  /** The name of the file with the certificates of the authorities, in PEM. */
  public static final String AUTHORITIES = "ca.crt";

  static final List<String> NAMES = List.of(AUTHORITIES, CERTIFICATE, KEY);

  private final SortedMap<String, String> texts;
  private final SSLContext context;

  private TlsFiles(Map<String, String> texts, SSLContext context) {
    this.texts = Collections.unmodifiableSortedMap(new TreeMap<>(texts));
    this.context = context;
  }

  /**
   * Reads the three files of a directory.
   *
   * @throws InvalidSecretException if one is missing, is not in PEM, or the key is not that of the
   *     certificate
   */
  public static TlsFiles read(Path directory) throws InvalidSecretException {
    SortedMap<String, String> texts = new TreeMap<>();
    for (String name : NAMES) {
      texts.put(name, SecretFile.read(directory.resolve(name)));
    }
    try {
      return new TlsFiles(
          texts, PemContext.of(texts.get(CERTIFICATE), texts.get(KEY), texts.get(AUTHORITIES)));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new InvalidSecretException(
          "%s, %s and %s in %s cannot be used: %s"
              .formatted(CERTIFICATE, KEY, AUTHORITIES, directory, e.getMessage()),
          "Write a certificate, its unencrypted private key and the certificates of the"
              + " authorities, all in PEM.");
    }
  }

  /** Returns the scheme of the addresses of services with or without these files. */
  public static String scheme(boolean tls) {
    return tls ? "https" : "http";
  }

  /** Returns the context for requests to services that have these files. */
  public SSLContext context() {
    return context;
  }

  /** Returns the bytes of the files by their names. */
  SortedMap<String, byte[]> contents() {
    SortedMap<String, byte[]> contents = new TreeMap<>();
    texts.forEach((name, text) -> contents.put(name, text.getBytes(StandardCharsets.ISO_8859_1)));
    return contents;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TlsFiles files && texts.equals(files.texts);
  }

  @Override
  public int hashCode() {
    return texts.hashCode();
  }

  @Override
  public String toString() {
    return "TlsFiles[hidden]";
  }
}
