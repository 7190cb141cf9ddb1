package io.github.nanoservice.manifest;

import java.time.Duration;

/**
 * The numbers and names that generated services, the engines and generated clients agree on. The
 * Python runtime and the Java client's support classes repeat them; a test compares them.
 */
public final class ServiceProtocol {
  /** The port that every service listens on in its container. */
  public static final int PORT = 5_000;

  /**
   * The longest query of a request, from its question mark on, in bytes. A call with a longer one
   * is sent as POST.
   */
  public static final int LONGEST_QUERY = 3_500;

  /** The exit code of a service whose port is in use. */
  public static final int PORT_IN_USE_EXIT_CODE = 3;

  /** How long a service that has stopped accepting calls lets running ones finish. */
  public static final Duration CALL_GRACE = Duration.ofSeconds(8);

  /**
   * How long a service has after its drain to stop before it is killed; longer than {@link
   * #CALL_GRACE}.
   */
  public static final Duration STOP_GRACE = Duration.ofSeconds(10);

  /** The request header with the time that is left for a call, in milliseconds. */
  public static final String TIMEOUT_HEADER = "Nanoservice-Timeout-Ms";

  private ServiceProtocol() {}
}
