package io.github.nanoservice.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanoservice.build.Parameters;
import io.github.nanoservice.diagnostic.PrintedFindings;
import io.github.nanoservice.diagnostic.Printer;
import io.github.nanoservice.pip.PackageIndex;
import java.util.List;
import java.util.Optional;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.DefaultSettingsProblem;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.building.SettingsProblem.Severity;
import org.apache.maven.settings.crypto.SettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;
import org.junit.jupiter.api.Test;

/** From a server in settings.xml to the credentials of an index. */
class ServerCredentialsTest {
  private static final String URL = "https://pypi.example.org/simple";

  private final Settings settings = new Settings();
  private final Parameters parameters = new Parameters();

  /** Decrypts {@code {s3cret}}, and nothing else that is in braces. */
  private record Decrypted(Server server) implements SettingsDecryptionResult {
    static Decrypted of(SettingsDecryptionRequest request) {
      Server server = request.getServers().get(0).clone();
      if ("{s3cret}".equals(server.getPassword())) {
        server.setPassword("s3cret");
      }
      return new Decrypted(server);
    }

    @Override
    public Server getServer() {
      return server;
    }

    @Override
    public List<Server> getServers() {
      return List.of(server);
    }

    @Override
    public Proxy getProxy() {
      return null;
    }

    @Override
    public List<Proxy> getProxies() {
      return List.of();
    }

    @Override
    public List<SettingsProblem> getProblems() {
      String password = Optional.ofNullable(server.getPassword()).orElse("");
      return password.startsWith("{")
          ? List.of(
              new DefaultSettingsProblem("bad padding", Severity.ERROR, "server: acme", 0, 0, null))
          : List.of();
    }
  }

  private ServerCredentials credentials(boolean needed) {
    return new ServerCredentials(settings, Decrypted::of, parameters, needed);
  }

  private void addServer(String user, String password) {
    Server server = new Server();
    server.setId("acme");
    server.setUsername(user);
    server.setPassword(password);
    settings.addServer(server);
  }

  /** The findings that an index with the server gets. */
  private String findings(String url) {
    assertThat(credentials(true).index("packageIndex", url, "acme")).isEmpty();
    return PrintedFindings.of(new Printer(""), parameters.findings());
  }

  @Test
  void decryptedPasswordIsInTheUrl() {
    addServer("ada", "{s3cret}");

    assertThat(credentials(true).index("packageIndex", " " + URL + "\n", "acme"))
        .map(PackageIndex::url)
        .hasValue("https://ada:s3cret@pypi.example.org/simple");
    assertThat(parameters.findings()).isEmpty();
  }

  @Test
  void indexWithoutServerHasNoCredentials() {
    assertThat(credentials(true).index("packageIndex", URL, null))
        .map(PackageIndex::url)
        .hasValue(URL);
    assertThat(credentials(true).index("packageIndex", null, null)).isEmpty();
    assertThat(parameters.findings()).isEmpty();
  }

  @Test
  void goalThatInstallsNothingNeedsNoServer() {
    assertThat(credentials(false).index("packageIndex", URL, "acme"))
        .map(PackageIndex::url)
        .hasValue(URL);
    assertThat(parameters.findings()).isEmpty();
  }

  @Test
  void missingServerIsNamed() {
    assertThat(findings(URL))
        .isEqualTo(
            """
            <packageIndex>: NS306 settings.xml has no server "acme"
              Add <server><id>acme</id><username>...</username><password>...</password></server> to its <servers>.
            """);
  }

  @Test
  void passwordThatCannotBeDecryptedIsReported() {
    addServer("ada", "{foreign}");

    assertThat(findings(URL))
        .startsWith(
            "<packageIndex>: NS306 the password of the server \"acme\" in settings.xml cannot be decrypted\n")
        .doesNotContain("foreign");
  }

  @Test
  void serverWithoutUserOrPasswordIsReported() {
    addServer(null, "s3cret");

    assertThat(findings(URL))
        .startsWith(
            "<packageIndex>: NS306 the server \"acme\" in settings.xml has no user name or no password\n");
  }

  @Test
  void urlWithCredentialsIsRefusedAndNotShown() {
    assertThat(findings("https://ada:s3cret@pypi.example.org/simple"))
        .startsWith("<packageIndex>: NS306 the value is not a URL")
        .contains("<server> of settings.xml")
        .doesNotContain("s3cret");
  }

  @Test
  void serverWithoutIndexIsReported() {
    assertThat(findings(null))
        .startsWith("<packageIndex>: NS306 the server \"acme\" has no index\n");
  }
}
