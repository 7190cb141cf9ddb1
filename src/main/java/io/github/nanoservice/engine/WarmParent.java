package io.github.nanoservice.engine;

import io.github.nanoservice.json.Json;
import io.github.nanoservice.json.JsonException;
import io.github.nanoservice.json.JsonNode;
import io.github.nanoservice.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A Python that has imported what all services import, and forks them. {@code warm_parent.py}, a
 * module of the runtime, describes the messages.
 */
final class WarmParent implements AutoCloseable {
  /** The program, in the directory of the runtime. */
  static final Path SCRIPT = Path.of("nanoservice", "warm_parent.py");

  /** The exit code of a service whose parent was killed, which nobody knows. */
  static final int UNKNOWN_EXIT_CODE = -1;

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Set<String> ANSWERS = Set.of("input", "started", "failed", "ended");
  private static final Path PROCESSES = Path.of("/proc");

  /** The encoding of the command lines and variables that the system has. */
  private static final Charset NATIVE = Charset.forName(System.getProperty("sun.jnu.encoding"));

  private final LaunchedProcess process;
  private final BlockingQueue<Optional<JsonNode>> answers = new LinkedBlockingQueue<>();
  private final Map<Long, CompletableFuture<Integer>> running = new ConcurrentHashMap<>();
  private OutputStream input = OutputStream.nullOutputStream();

  private WarmParent(LaunchedProcess process) {
    this.process = process;
  }

  /** Whether this system shows the descriptors of a process, as Linux does. */
  static boolean isPossible() {
    return Files.isDirectory(PROCESSES.resolve("self").resolve("fd"));
  }

  /**
   * Starts a parent and waits until it can fork.
   *
   * @param command its command line, longer than that of each service
   * @throws IOException if it cannot be started, or cannot fork safely
   */
  static WarmParent start(ProcessLauncher launcher, Command command) throws IOException {
    WarmParent parent = new WarmParent(launcher.launch(command));
    parent.readOutput();
    try {
      parent.takeInput();
      return parent;
    } catch (IOException e) {
      parent.process.kill(ProcessTable.now());
      throw e;
    }
  }

  private void readOutput() {
    OutputReader.read("parent errors", process.errors(), line -> {});
    OutputReader.read("parent answers", process.output(), this::onLine)
        .whenComplete((done, fault) -> onEnd());
  }

  private void takeInput() throws IOException {
    JsonNode ready = answer();
    input = Files.newOutputStream(descriptor(ready.get("input")), StandardOpenOption.WRITE);
    taken();
  }

  /**
   * Starts a service.
   *
   * @param command what starts it without a parent
   * @param variables those that this service has and the parent does not have
   * @throws IOException if that fails, or the parent has ended
   */
  synchronized LaunchedProcess launch(Command command, Map<String, String> variables)
      throws IOException {
    if (command.log().isPresent()) {
      // A link or a pipe with the name of the log would be written to.
      Files.deleteIfExists(command.log().get());
    }
    Map<String, String> environment = new LinkedHashMap<>();
    variables.forEach((name, value) -> environment.put(bytes(name), bytes(value)));
    send(
        JsonObjectBuilder.with(
                "start", Json.of(command.arguments().stream().map(WarmParent::bytes).toList()))
            .add("environment", Json.of(environment))
            .addIfPresent("log", command.log().map(log -> bytes(log.toString()))));
    JsonNode answer = answer();
    if (!answer.members().containsKey("started")) {
      throw new IOException(answer.get("failed").text());
    }
    long pid = answer.get("started").integer();
    CompletableFuture<Integer> exit = running.get(pid);
    ProcessHandle handle =
        ProcessHandle.of(pid).orElseThrow(() -> new IOException("process " + pid + " is missing"));
    try {
      List<JsonNode> output = answer.get("output").list(node -> node);
      return command.log().isPresent()
          ? new ForkedProcess(
              handle,
              new FollowedFile(command.log().get(), exit::isDone),
              InputStream.nullInputStream(),
              exit)
          : new ForkedProcess(
              handle,
              Files.newInputStream(descriptor(output.get(0))),
              Files.newInputStream(descriptor(output.get(1))),
              exit);
    } catch (IOException e) {
      handle.destroyForcibly();
      throw e;
    } finally {
      taken();
    }
  }

  /** Lets the parent end when its services have ended. */
  @Override
  public void close() {
    try {
      process.input().close();
    } catch (IOException e) {
      return; // it has ended already
    }
  }

  /** Returns the path of a descriptor of the parent, which can be opened like a named pipe. */
  private Path descriptor(JsonNode number) {
    return PROCESSES
        .resolve(Long.toString(process.pid()))
        .resolve("fd")
        .resolve(Integer.toString(number.integer()));
  }

  private void taken() throws IOException {
    send(JsonObjectBuilder.with("taken", true));
  }

  private void send(JsonObjectBuilder request) throws IOException {
    OutputStream requests = process.input();
    requests.write((Json.compact(request.build()) + "\n").getBytes(StandardCharsets.US_ASCII));
    requests.flush();
  }

  /** A parent that does not answer would answer the next request with a service of this one. */
  private JsonNode answer() throws IOException {
    Optional<JsonNode> answer;
    try {
      answer = answers.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      process.kill(ProcessTable.now());
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted").initCause(e);
    }
    if (answer == null) {
      process.kill(ProcessTable.now());
      throw new IOException("the parent of the services does not answer");
    }
    return answer.orElseThrow(() -> new IOException("the parent of the services has ended"));
  }

  /** Site packages may print lines before the first answer, which has a name of its own. */
  private void onLine(String line) {
    JsonNode answer;
    Map<String, JsonNode> members;
    try {
      answer = JsonNode.parse(line);
      members = answer.members();
    } catch (JsonException e) {
      return;
    }
    if (members.keySet().stream().noneMatch(ANSWERS::contains)) {
      return;
    }
    if (members.containsKey("ended")) {
      running.remove((long) answer.get("ended").integer()).complete(answer.get("code").integer());
      return;
    }
    if (members.containsKey("started")) {
      running.put((long) answer.get("started").integer(), new CompletableFuture<>());
    }
    answers.add(Optional.of(answer));
  }

  private void onEnd() {
    answers.add(Optional.empty());
    running.forEach(
        (pid, exit) ->
            ProcessHandle.of(pid)
                .map(ProcessHandle::onExit)
                .orElse(CompletableFuture.completedFuture(null))
                .thenAccept(handle -> exit.complete(UNKNOWN_EXIT_CODE)));
  }

  /** Returns a text with a character for each byte that the system has for it. */
  static String bytes(String text) {
    return new String(text.getBytes(NATIVE), StandardCharsets.ISO_8859_1);
  }
}
