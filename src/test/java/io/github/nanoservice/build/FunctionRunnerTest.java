package io.github.nanoservice.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.nanoservice.bundle.WriteResult;
import io.github.nanoservice.engine.CallResult;
import io.github.nanoservice.engine.EngineException;
import io.github.nanoservice.engine.ProcessLauncher;
import io.github.nanoservice.engine.TestServices;
import io.github.nanoservice.manifest.EndpointEntry;
import io.github.nanoservice.manifest.ServiceEntry;
import io.github.nanoservice.pip.PackageIndexes;
import io.github.nanoservice.render.RenderSettings;
import io.github.nanoservice.secret.GivenSecrets;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs services of one small script, which answers with its own name. */
class FunctionRunnerTest {
  private static final String SCRIPT =
      """
      import json
      import os
      from http.server import BaseHTTPRequestHandler, HTTPServer
      from pathlib import Path

      NAME = Path(__file__).parent.name


      class Handler(BaseHTTPRequestHandler):
          def do_GET(self):
              failed = NAME == "raises" and self.path != "/healthz"
              self.send_response(500 if failed else 200)
              self.end_headers()
              self.wfile.write(json.dumps({"title": "ValueError"} if failed else NAME + "!").encode())

          def log_message(self, *args):
              pass


      server = HTTPServer((os.environ["NANOSERVICE_HOST"], int(os.environ["NANOSERVICE_PORT"])), Handler)
      print("hello", flush=True)
      print('{"event": "call", "function": "x"}', flush=True)
      print(json.dumps({"event": "output", "text": '{"event": 1}'}), flush=True)
      print('{"event": "not imported", "module": "broken", "detail": "ValueError: x"}', flush=True)
      print('{"event": no JSON', flush=True)
      print(json.dumps({"event": "listening", "port": server.server_port}), flush=True)
      server.serve_forever()
      """;

  @TempDir Path directory;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
  private final List<String> aside = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void requirePython() {
    boolean present =
        Arrays.stream(System.getenv("PATH").split(":"))
            .anyMatch(path -> Files.isExecutable(Path.of(path, "python3")));
    assumeTrue(present, "needs python3 on PATH");
  }

  private ServiceEntry service(String name, OptionalInt published, String... references)
      throws IOException {
    Path home = Files.createDirectories(directory.resolve("bundle").resolve(name));
    Files.writeString(home.resolve("requirements.txt"), "");
    Files.writeString(home.resolve("main.py"), SCRIPT);
    return TestServices.service(name, published, references);
  }

  /** Entry points are given in the order of their ports. */
  private Optional<CallResult.Problem> run(
      Optional<String> function, boolean keepRunning, ServiceEntry... all) throws EngineException {
    List<String> entryPoints =
        Arrays.stream(all)
            .map(service -> service.endpoints().get(0))
            .filter(endpoint -> endpoint.published().isPresent())
            .sorted(Comparator.comparingInt(endpoint -> endpoint.published().getAsInt()))
            .map(EndpointEntry::name)
            .toList();
    Optional<String> called =
        function.filter(
            name ->
                Arrays.stream(all)
                    .flatMap(service -> service.endpoints().stream())
                    .anyMatch(each -> each.name().equals(name)));
    return new FunctionRunner(
            ProcessLauncher.ofSystem(),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(errors, true, StandardCharsets.UTF_8),
            line -> {},
            (service, line) -> aside.add(service + " " + line))
        .run(
            List.of(all),
            new BundleBuilder.Bundle(
                1, all.length, entryPoints, called, new WriteResult.Written(0, 0, 0)),
            new RunRequest(launch(), function, "[]", "{}", keepRunning));
  }

  private LaunchRequest launch() {
    BundleRequest bundle =
        new BundleRequest(
            SourceRequest.builder(directory.resolve("src")).build(),
            directory.resolve("bundle"),
            RenderSettings.defaults("demo"),
            GivenSecrets.NONE);
    return new LaunchRequest(
        bundle,
        directory,
        directory.resolve("target"),
        "python3",
        Duration.ofMinutes(1),
        List.of(),
        PackageIndexes.DEFAULT);
  }

  private String printed() {
    return text(out);
  }

  private static String text(ByteArrayOutputStream stream) {
    return stream.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
  }

  @Test
  void startsWhatTheFirstEntryPointReachesAndPrintsItsValue() throws Exception {
    assertThat(
            run(
                Optional.empty(),
                false,
                service("apart", OptionalInt.empty()),
                service("second", OptionalInt.of(8082)),
                service("first", OptionalInt.of(8081), "apart")))
        .isEmpty();
    assertThat(printed()).isEqualTo("\"first!\"\n");
    assertThat(text(errors).lines())
        .contains("apart | hello", "first | hello")
        .allMatch(line -> line.matches("(?:apart|first) \\| .*"));
    assertThat(ProcessHandle.current().descendants()).isEmpty();
  }

  @Test
  void showsEventsAsFunctionsMeantThem() throws Exception {
    run(Optional.empty(), false, service("main", OptionalInt.of(8081)));
    assertThat(text(errors))
        .isEqualTo(
            """
            main | hello
            main | {"event": 1}
            main | The module broken was not imported: ValueError: x
            main | {"event": no JSON
            """);
    assertThat(aside).containsExactly("main {\"event\": \"call\", \"function\": \"x\"}");
  }

  @Test
  void callsTheNamedFunction() throws Exception {
    run(
        Optional.of("other"),
        false,
        service("main", OptionalInt.of(8081)),
        service("other", OptionalInt.empty()));
    assertThat(printed()).isEqualTo("\"other!\"\n");
  }

  @Test
  void startsNothingIfTheFunctionDoesNotExist() {
    assertThatThrownBy(
            () ->
                run(
                    Optional.of("mian"),
                    false,
                    service("main", OptionalInt.of(8081)),
                    service("other", OptionalInt.empty())))
        .isInstanceOf(EngineException.class)
        .hasMessage(
            "There is no function \"mian\" to call. Set <function> (nanoservice.function) to a function from this list: main, other.");
    assertThat(directory.resolve("target")).doesNotExist();
  }

  @Test
  void failsWithoutEntryPointAndFunction() {
    assertThatThrownBy(() -> run(Optional.empty(), false, service("other", OptionalInt.empty())))
        .isInstanceOf(EngineException.class)
        .hasMessageStartingWith("There is no entry point to call.")
        .hasMessageEndingWith("from this list: other.");
  }

  @Test
  void applicationIsNotCalledLikeAFunction() {
    ServiceEntry web = TestServices.application("web");
    for (Optional<String> function : List.of(Optional.<String>empty(), Optional.of("web"))) {
      assertThatThrownBy(() -> run(function, false, web))
          .isInstanceOf(EngineException.class)
          .hasMessage(
              "The service \"web\" is an application, which is not called like a function. Set <keepRunning> (nanoservice.keepRunning) to true to send requests to its routes, or use nanoservice:start.");
    }
  }

  @Test
  void returnsTheExceptionOfTheFunction() throws Exception {
    assertThat(run(Optional.empty(), false, service("raises", OptionalInt.of(8081))))
        .contains(new CallResult.Problem(500, "ValueError", "", Optional.empty()));
    assertThat(printed()).isEmpty();
    assertThat(ProcessHandle.current().descendants()).isEmpty();
  }

  /** One of the two ends as soon as its health was asked for. */
  @Test
  void keepsServicesRunningUntilOneEnds() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    ServiceEntry entry = service("main", OptionalInt.of(port));
    Files.writeString(
        directory.resolve("bundle/main/main.py"),
        SCRIPT.replace("serve_forever()", "handle_request()"));
    assertThatThrownBy(
            () -> run(Optional.empty(), true, entry, service("longer_name", OptionalInt.empty())))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("Service main (")
        .hasMessageContaining("ended by itself with exit code 0");
    assertThat(printed().lines())
        .contains(
            "NAME         URL",
            "main         http://127.0.0.1:" + port + "/",
            "Press Ctrl-C to stop all services.")
        .doesNotContain("\"main!\"");
    assertThat(text(errors).lines()).contains("main        | hello", "longer_name | hello");
    assertThat(ProcessHandle.current().descendants()).isEmpty();
  }
}
