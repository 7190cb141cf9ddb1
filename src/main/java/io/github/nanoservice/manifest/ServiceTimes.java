package io.github.nanoservice.manifest;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * How long a service waits for its callers, and how it stops.
 *
 * @param head the time in which the head of a request must arrive
 * @param body the time in which a short body must arrive, and for which a value may wait for a
 *     caller that does not read it
 * @param drain how long a service that was told to stop still accepts calls; zero for not at all
 * @param probe the time after which a service that does not answer its own probe exits; zero for
 *     never
 */
public record ServiceTimes(Duration head, Duration body, Duration drain, Duration probe) {
  /** The times that the runtime has without settings. */
  public static ServiceTimes defaults() {
    return new ServiceTimes(
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofSeconds(3),
        Duration.ofSeconds(60));
  }

  /** Returns these times for services that are stopped together with their callers. */
  public ServiceTimes withoutDrain() {
    return new ServiceTimes(head, body, Duration.ZERO, probe);
  }

  /** How long a service has to stop before it is killed. */
  public Duration stopGrace() {
    return drain.plus(ServiceProtocol.STOP_GRACE);
  }

  /** Returns the environment variables of a service, sorted by name. */
  public Map<String, String> environment() {
    Map<String, String> variables = new TreeMap<>();
    variables.put("NANOSERVICE_HEAD_TIMEOUT_MS", milliseconds(head));
    variables.put("NANOSERVICE_BODY_TIMEOUT_MS", milliseconds(body));
    variables.put("NANOSERVICE_DRAIN_MS", milliseconds(drain));
    variables.put("NANOSERVICE_PROBE_TIMEOUT_MS", milliseconds(probe));
    return variables;
  }

  private static String milliseconds(Duration time) {
    return Long.toString(time.toMillis());
  }
}
