package io.github.nanoservice.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nanoservice.secret.SecretDirectory.Reader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretDirectoryTest {
  @TempDir Path directory;

  private final Secrets secrets = GivenSecrets.NONE.complete();

  @Test
  void whatIsWrittenIsRead() throws Exception {
    SecretDirectory written = directory(Reader.OWNER);
    written.write(secrets);

    assertThat(written.read()).contains(secrets);
    assertThat(written.token()).hasContent(secrets.token().text());
  }

  @ParameterizedTest
  @CsvSource({"OWNER, rw-------", "CONTAINER, rw-r--r--"})
  @DisabledOnOs(OS.WINDOWS)
  void onlyTheOwnerReachesTheToken(Reader reader, String permissions) throws Exception {
    Path open = Files.createDirectory(directory.resolve("secrets"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    SecretDirectory written = directory(reader);
    written.write(secrets);

    assertThat(permissions(written.path())).isEqualTo("rwx------");
    assertThat(permissions(written.token())).isEqualTo(permissions);
  }

  /** A container has the file mounted; another secret under its eyes would be a fault. */
  @Test
  void anOpenFileKeepsItsContent() throws Exception {
    SecretDirectory written = directory(Reader.OWNER);
    written.write(secrets);
    try (var open = Files.newInputStream(written.token())) {
      written.write(GivenSecrets.NONE.complete());

      assertThat(open).hasContent(secrets.token().text() + "\n");
    }
  }

  @Test
  void filesForTlsGoWhenTheUserGivesNone() throws Exception {
    Path issued = Certificates.of(directory.resolve("ca")).issue("main", "ed25519", "DNS:main");
    SecretDirectory written = directory(Reader.OWNER);
    written.write(new Secrets(secrets.token(), Optional.of(TlsFiles.read(issued))));
    assertThat(written.read().orElseThrow().tls()).contains(TlsFiles.read(issued));

    written.write(secrets);

    assertThat(written.read()).contains(secrets);
    assertThat(written.path().toFile().list()).containsExactlyInAnyOrder("token", ".gitignore");
  }

  @Test
  void deleteLeavesNothing() throws Exception {
    SecretDirectory written = directory(Reader.OWNER);
    written.write(secrets);

    written.delete();
    written.delete();

    assertThat(directory).isEmptyDirectory();
    assertThat(written.read()).isEmpty();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void linkIsNotFollowed() throws Exception {
    Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
    Files.createSymbolicLink(directory.resolve("secrets"), elsewhere);

    assertThatThrownBy(() -> directory(Reader.OWNER).write(secrets))
        .isInstanceOf(IOException.class);
    assertThat(elsewhere).isEmptyDirectory();
  }

  @Test
  void runningServicesKeepAcceptedSecrets() throws Exception {
    Token token = secrets.token();

    assertThat(GivenSecrets.NONE.accept(secrets)).isTrue();
    assertThat(new GivenSecrets(Optional.of(token), Optional.empty()).accept(secrets)).isTrue();
    assertThat(new GivenSecrets(Optional.of(Token.random()), Optional.empty()).accept(secrets))
        .isFalse();
  }

  @Test
  void fileWithoutATokenIsRefusedWithoutItsContent() throws Exception {
    Path file = Files.writeString(directory.resolve("mine"), "hunter2");

    assertThatThrownBy(() -> GivenSecrets.token(file))
        .isInstanceOf(InvalidSecretException.class)
        .hasMessage("the content of %s is not a token".formatted(file));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void deviceIsRefused() {
    assertThatThrownBy(() -> GivenSecrets.token(Path.of("/dev/zero")))
        .isInstanceOf(InvalidSecretException.class)
        .hasMessage("/dev/zero is not a file");
  }

  private SecretDirectory directory(Reader reader) {
    return new SecretDirectory(directory.resolve("secrets"), reader);
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void programSecretsAreFilesOfTheDirectory() throws Exception {
    SecretDirectory written = directory(Reader.OWNER);
    Token token = Token.random();
    ProgramSecrets program =
        new ProgramSecrets(new TreeMap<>(Map.of("PASSWORD", "top \u00c3\n x")));
    Secrets secrets = new Secrets(token, Optional.empty(), program);

    written.write(secrets);

    assertThat(written.read()).contains(secrets);
    assertThat(written.path().resolve("secret.PASSWORD"))
        .hasBinaryContent("top \u00c3\n x".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(secrets.toString() + program).contains("PASSWORD").doesNotContain("top");
    assertThat(new GivenSecrets(Optional.empty(), Optional.empty()).accept(secrets)).isFalse();

    written.write(new Secrets(token, Optional.empty()));
    assertThat(written.path().resolve("secret.PASSWORD")).doesNotExist();
    written.write(secrets);
    written.delete();
    assertThat(written.path()).doesNotExist();
  }

  @Test
  void linkIsNeitherReadNorDeleted(@TempDir Path work) throws IOException {
    Path foreign = Files.createDirectories(work.resolve("foreign"));
    Files.writeString(foreign.resolve("token"), "t".repeat(43));
    Files.writeString(foreign.resolve("tls.key"), "key");
    Path link = Files.createSymbolicLink(work.resolve("secrets"), foreign);
    SecretDirectory directory = new SecretDirectory(link, SecretDirectory.Reader.CONTAINER);

    assertThat(directory.read()).isEmpty();
    directory.delete();

    assertThat(foreign.resolve("token")).exists();
    assertThat(foreign.resolve("tls.key")).exists();
  }

  @Test
  void directoryThatOthersCanEnterHasNoSecrets(@TempDir Path work) throws IOException {
    SecretDirectory directory =
        new SecretDirectory(work.resolve("secrets"), SecretDirectory.Reader.CONTAINER);
    directory.write(GivenSecrets.NONE.complete());
    assertThat(directory.read()).isPresent();

    Files.setPosixFilePermissions(directory.path(), PosixFilePermissions.fromString("rwxr-xr-x"));

    assertThat(directory.read()).isEmpty();
  }
}
