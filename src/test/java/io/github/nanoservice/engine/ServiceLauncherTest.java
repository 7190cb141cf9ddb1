package io.github.nanoservice.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nanoservice.engine.ServiceEngine.Lifetime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs the parent of the runtime, with stand-ins for Flask and the rest of the runtime. */
@EnabledOnOs(OS.LINUX)
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class ServiceLauncherTest {
  private static final Path PARENT =
      Path.of("src/main/resources/io/github/nanoservice/runtime").resolve(WarmParent.SCRIPT);

  private static final String PRINT_PARENT = "import os; print(os.getppid(), flush=True)";

  @TempDir Path temporary;

  private Path directory;
  private String python;
  private ServiceLauncher launcher;
  private final List<LaunchedProcess> direct = new CopyOnWriteArrayList<>();
  private final List<Command> commands = new ArrayList<>();

  @BeforeEach
  void prepare() throws IOException {
    directory = Files.createDirectories(temporary.toRealPath().resolve("a spáce"));
    python = RealPython.assumePresent(directory);
    Path runtime = Files.createDirectories(runtime().resolve("nanoservice"));
    Files.copy(PARENT, runtime.resolve(PARENT.getFileName()));
    Files.createFile(runtime.resolve("__init__.py"));
    Files.createFile(runtime().resolve("flask.py"));
  }

  @AfterEach
  void close() {
    launcher.close();
    direct.forEach(process -> process.kill(ProcessTable.now()));
  }

  private Path runtime() {
    return directory.resolve("runtime");
  }

  private Command service(String name, String program) throws IOException {
    return service(name, program, Map.of(), Optional.empty());
  }

  private Command service(
      String name, String program, Map<String, String> variables, Optional<Path> log)
      throws IOException {
    Path script =
        Files.createDirectories(directory.resolve("bundle").resolve(name)).resolve("main.py");
    Files.writeString(script, program);
    Map<String, String> all = new TreeMap<>(variables);
    all.put("PYTHONPATH", runtime().toString());
    all.put("PYTHONUNBUFFERED", "1");
    Command command =
        new Command(
            ServiceCommand.of(python, script, Lifetime.UNTIL_STOPPED),
            directory,
            Environment.ofPython(List.of(), all),
            log);
    commands.add(command);
    return command;
  }

  /** Starts all services that were made. */
  private List<LaunchedProcess> start() throws IOException {
    launcher = ServiceLauncher.of(this::launchDirectly, Optional.of(runtime()));
    launcher.expect(commands);
    List<LaunchedProcess> processes = new ArrayList<>();
    for (Command command : commands) {
      processes.add(launcher.launch(command));
    }
    return processes;
  }

  private LaunchedProcess launchDirectly(Command command) throws IOException {
    LaunchedProcess process = ProcessLauncher.ofSystem().launch(command);
    direct.add(process);
    return process;
  }

  private static String read(LaunchedProcess process) throws IOException {
    return new String(process.output().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static void assertEnds(LaunchedProcess process, int code) {
    assertThat(process.exit()).succeedsWithin(1, TimeUnit.MINUTES).isEqualTo(code);
  }

  @Test
  void servicesThatAreAlikeAreForked() throws Exception {
    service("a", PRINT_PARENT, Map.of("NANOSERVICE_PORT", "1"), Optional.empty());
    service("b", PRINT_PARENT, Map.of("NANOSERVICE_PORT", "2"), Optional.empty());

    List<LaunchedProcess> processes = start();

    assertThat(direct).hasSize(1);
    String parent = direct.get(0).pid() + "\n";
    assertThat(read(processes.get(0))).isEqualTo(parent);
    assertThat(read(processes.get(1))).isEqualTo(parent);
    assertEnds(processes.get(0), 0);
    launcher.close();
    assertEnds(direct.get(0), 0);
  }

  @Test
  void onlyServiceIsStartedByItself() throws Exception {
    service("a", PRINT_PARENT);

    assertThat(read(start().get(0))).isEqualTo(ProcessHandle.current().pid() + "\n");
  }

  @Test
  void serviceWithVariablesOfItsOwnIsStartedByItself() throws Exception {
    service("a", PRINT_PARENT);
    service("b", PRINT_PARENT);
    service("c", PRINT_PARENT, Map.of("MALLOC_ARENA_MAX", "1"), Optional.empty());

    List<LaunchedProcess> processes = start();

    assertThat(read(processes.get(2))).isEqualTo(ProcessHandle.current().pid() + "\n");
    assertThat(read(processes.get(1))).isEqualTo(direct.get(0).pid() + "\n");
  }

  @Test
  void servicesWithTheSameVariablesHaveAParentOfTheirOwn() throws Exception {
    for (String name : List.of("a", "b", "c", "d")) {
      String region = name.compareTo("b") <= 0 ? "north" : "söuth";
      service(
          name,
          "import os; print(os.getppid(), os.environ['REGION'], flush=True)",
          Map.of("REGION", region),
          Optional.empty());
    }

    List<LaunchedProcess> processes = start();

    assertThat(direct).hasSize(2);
    assertThat(read(processes.get(1))).isEqualTo(direct.get(0).pid() + " north\n");
    assertThat(read(processes.get(2))).isEqualTo(direct.get(1).pid() + " söuth\n");
  }

  @Test
  void servicesWithoutAKnownRuntimeAreStartedByThemselves() throws Exception {
    service("a", PRINT_PARENT);
    service("b", PRINT_PARENT);
    launcher = ServiceLauncher.of(this::launchDirectly, Optional.of(directory));
    launcher.expect(commands);

    launcher.launch(commands.get(0));

    assertThat(read(launcher.launch(commands.get(1))))
        .isEqualTo(ProcessHandle.current().pid() + "\n");
  }

  @Test
  void servicesWhoseParentCannotForkAreStartedByThemselves() throws Exception {
    Files.writeString(runtime().resolve("flask.py"), "raise ImportError('no Flask')");
    service("a", PRINT_PARENT);
    service("b", PRINT_PARENT);

    List<LaunchedProcess> processes = start();

    String own = ProcessHandle.current().pid() + "\n";
    assertThat(processes)
        .allSatisfy(process -> assertThat(read(process)).isEqualTo(own))
        .hasSize(2);
  }

  @Test
  void parentMayPrintBeforeItsFirstAnswer() throws Exception {
    Files.writeString(runtime().resolve("flask.py"), "print('hello\\n3\\n{\"a\": 1}', flush=True)");
    service("a", PRINT_PARENT);
    service("b", PRINT_PARENT);

    assertThat(read(start().get(0))).isEqualTo(direct.get(0).pid() + "\n");
  }

  @Test
  void outputsVariablesAndExitCodeAreThoseOfTheService() throws Exception {
    String program =
        """
        import os, sys
        print("öut", os.environ["NANOSERVICE_ENTRY_POINTS"], os.getcwd())
        print("err", file=sys.stderr)
        sys.exit(int(os.environ["NANOSERVICE_PORT"]))
        """;
    service(
        "a",
        program,
        Map.of("NANOSERVICE_PORT", "3", "NANOSERVICE_ENTRY_POINTS", "ä"),
        Optional.empty());
    service("b", "import os; os.kill(os.getpid(), 15)");

    List<LaunchedProcess> processes = start();

    assertThat(read(processes.get(0))).isEqualTo("öut ä " + directory + "\n");
    assertThat(processes.get(0).errors()).hasContent("err");
    assertEnds(processes.get(0), 3);
    assertEnds(processes.get(1), 128 + 15);
  }

  @Test
  void logTakesBothOutputs() throws Exception {
    Path log = directory.resolve("ä.log");
    Path target = directory.resolve("target");
    Files.createSymbolicLink(log, target);
    service(
        "a",
        "import sys; print('out', flush=True); print('err', file=sys.stderr)",
        Map.of(),
        Optional.of(log));
    service("b", "");

    List<LaunchedProcess> processes = start();

    assertThat(read(processes.get(0))).isEqualTo("out\nerr\n");
    assertThat(processes.get(0).errors()).isEmpty();
    assertThat(log).hasContent("out\nerr");
    assertThat(target).doesNotExist();
  }

  @Test
  void serviceIsReportedAsIfItWasStartedByItself() throws Exception {
    service("a", "print('on', flush=True); import signal; signal.pause()");
    service("a much longer name", "");

    LaunchedProcess process = start().get(0);

    assertThat(process.output().read()).isEqualTo('o');
    ServiceCommand bundle = new ServiceCommand(directory.resolve("bundle"));
    ProcessHandle handle = ProcessHandle.of(process.pid()).orElseThrow();
    assertThat(bundle.runsDetached(handle)).isTrue();
    assertThat(bundle.runsDetached(ProcessHandle.of(direct.get(0).pid()).orElseThrow())).isFalse();
    process.terminate(ProcessTable.now());
    assertEnds(process, 128 + 15);
  }

  @Test
  void serviceIsKilledWithItsDescendants() throws Exception {
    String program =
        """
        import signal, subprocess, sys
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        child = subprocess.Popen([sys.executable, "-c", "import signal; signal.pause()"])
        print(child.pid, flush=True)
        signal.pause()
        """;
    service("a", program);
    service("b", "");
    LaunchedProcess process = start().get(0);
    StringBuilder child = new StringBuilder();
    for (int next = process.output().read(); next != '\n'; next = process.output().read()) {
      child.append((char) next);
    }
    ProcessHandle descendant = ProcessHandle.of(Long.parseLong(child.toString())).orElseThrow();

    process.terminate(ProcessTable.now());
    process.kill(ProcessTable.now());

    assertEnds(process, 128 + 9);
    assertThat(descendant.onExit()).succeedsWithin(1, TimeUnit.MINUTES);
  }

  @Test
  void endOfAServiceWhoseParentWasKilledIsNoticed() throws Exception {
    service("a", "print('on', flush=True); import signal; signal.pause()");
    service("b", PRINT_PARENT);
    LaunchedProcess process = start().get(0);
    assertThat(process.output().read()).isEqualTo('o');
    ProcessHandle parent = ProcessHandle.of(direct.get(0).pid()).orElseThrow();
    parent.destroyForcibly();
    assertThat(parent.onExit()).succeedsWithin(1, TimeUnit.MINUTES);

    assertThat(process.exit()).isNotDone();
    assertThat(read(launcher.launch(commands.get(1))))
        .isEqualTo(ProcessHandle.current().pid() + "\n");
    process.terminate(ProcessTable.now());

    assertEnds(process, WarmParent.UNKNOWN_EXIT_CODE);
  }

  @Test
  void logThatCannotBeWrittenIsReportedAsWithoutAParent() throws Exception {
    service("a", "", Map.of(), Optional.of(directory.resolve("missing/a.log")));
    service("b", "");

    assertThatThrownBy(this::start)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("missing/a.log");
  }
}
