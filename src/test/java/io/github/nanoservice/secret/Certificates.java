package io.github.nanoservice.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Makes certificates for tests with the program openssl. Tests are skipped without it. */
public final class Certificates {
  private final Path directory;

  private Certificates(Path directory) {
    this.directory = directory;
  }

  /** Makes an authority. The directory gets one subdirectory for each certificate. */
  public static Certificates of(Path directory) throws IOException, InterruptedException {
    assumeTrue(isInstalled(), "the program openssl is not installed");
    Certificates certificates = new Certificates(Files.createDirectories(directory));
    certificates.openssl(
        "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -noenc -days 2 -subj /CN=authority"
            + " -keyout ca.key -out ca.crt");
    return certificates;
  }

  private static boolean isInstalled() throws InterruptedException {
    try {
      return new ProcessBuilder("openssl", "version").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Makes a directory for TLS, with a certificate that the authority has signed.
   *
   * @param name name of the directory
   * @param newKey the options of {@code openssl req} for the key: {@code rsa:2048}
   * @param names what the certificate is valid for: {@code DNS:main,IP:127.0.0.1}
   */
  public Path issue(String name, String newKey, String names)
      throws IOException, InterruptedException {
    Path issued = Files.createDirectories(directory.resolve(name));
    openssl(
        "req -newkey %s -noenc -subj /CN=service -addext subjectAltName=%s -keyout %s/tls.key -out request"
            .formatted(newKey, names, name));
    openssl(
        "x509 -req -in request -CA ca.crt -CAkey ca.key -CAcreateserial -days 2 -copy_extensions copy -out %s/tls.crt"
            .formatted(name));
    Files.copy(directory.resolve("ca.crt"), issued.resolve("ca.crt"));
    return issued;
  }

  /** Runs openssl with arguments that contain no blanks, in the directory. */
  void openssl(String arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments.split(" ")));
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("openssl.log").toFile())
            .start();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(directory.resolve("openssl.log"))).isZero();
  }
}
