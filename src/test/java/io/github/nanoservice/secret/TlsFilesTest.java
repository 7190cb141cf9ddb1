package io.github.nanoservice.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsFilesTest {
  private static final String EC = "ec -pkeyopt ec_paramgen_curve:prime256v1";

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"rsa:2048", EC, "ed25519"})
  void keysOfAllUsualAlgorithmsAreRead(String newKey) throws Exception {
    Path issued = Certificates.of(directory).issue("main", newKey, "DNS:main");

    assertThat(TlsFiles.read(issued).context().getProtocol()).isEqualTo("TLS");
  }

  /** Some tools write the older form of a key, which does not name the algorithm by itself. */
  @ParameterizedTest
  @ValueSource(strings = {"rsa:2048", EC})
  void keysInTheOlderFormAreRead(String newKey) throws Exception {
    Certificates certificates = Certificates.of(directory);
    Path issued = certificates.issue("main", newKey, "DNS:main");
    certificates.openssl("pkey -in main/tls.key -traditional -out main/old.key");
    Path key = issued.resolve("tls.key");
    Files.move(issued.resolve("old.key"), key, StandardCopyOption.REPLACE_EXISTING);
    assertThat(key).content().containsPattern("BEGIN (RSA|EC) PRIVATE KEY");

    assertThat(TlsFiles.read(issued).context().getProtocol()).isEqualTo("TLS");
  }

  @Test
  void keyOfAnotherCertificateIsRefused() throws Exception {
    Certificates certificates = Certificates.of(directory);
    Path issued = certificates.issue("main", EC, "DNS:main");
    Path other = certificates.issue("other", EC, "DNS:other");
    Files.copy(
        other.resolve("tls.key"), issued.resolve("tls.key"), StandardCopyOption.REPLACE_EXISTING);

    assertRefused(issued, "the private key is not that of the certificate");
  }

  @Test
  void encryptedKeyIsRefused() throws Exception {
    Certificates certificates = Certificates.of(directory);
    Path issued = certificates.issue("main", EC, "DNS:main");
    Path key = issued.resolve("tls.key");
    Files.move(key, issued.resolve("open.key"));
    certificates.openssl("pkcs8 -topk8 -in main/open.key -passout pass:secret -out main/tls.key");
    assertThat(key).content().contains("BEGIN ENCRYPTED PRIVATE KEY");

    assertRefused(issued, "the private key is encrypted");
  }

  @Test
  void missingFileIsNamed() throws Exception {
    Path issued = Certificates.of(directory).issue("main", EC, "DNS:main");
    Files.delete(issued.resolve("ca.crt"));

    assertRefused(issued, "ca.crt is not a file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tls.crt", "tls.key", "ca.crt"})
  void damagedFileIsRefused(String name) throws Exception {
    Path issued = Certificates.of(directory).issue("main", EC, "DNS:main");
    Path file = issued.resolve(name);
    Files.writeString(file, Files.readString(file).substring(0, 60));

    assertRefused(issued, "cannot be used");
  }

  private static void assertRefused(Path issued, String reason) {
    assertThatThrownBy(() -> TlsFiles.read(issued))
        .isInstanceOf(InvalidSecretException.class)
        .hasMessageContaining(reason)
        .hasMessageContaining(issued.toString());
  }
}
