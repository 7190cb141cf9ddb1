package io.github.nanoservice.secret;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Makes a TLS context of texts in PEM (RFC 7468), which Java cannot load by itself. */
final class PemContext {
  private static final Pattern KEY =
      Pattern.compile(
          "-----BEGIN ((?:RSA |EC |ENCRYPTED )?+PRIVATE KEY)-----([A-Za-z0-9+/=\\s]*+)-----END");

  private static final char[] NO_PASSWORD = {};

  private static final int SEQUENCE = 0x30;
  private static final int OCTET_STRING = 0x04;
  private static final byte[] VERSION_0 = {0x02, 0x01, 0x00};

  /** A length of up to 127 bytes is one byte; a longer one has a byte with the number of bytes. */
  private static final int LONG_LENGTH = 0x80;

  private PemContext() {}

  /**
   * Returns a context.
   *
   * @throws GeneralSecurityException if a text has no usable certificate or key
   * @throws IllegalArgumentException if the base64 of the key is damaged
   */
  static SSLContext of(String certificate, String key, String authorities)
      throws GeneralSecurityException {
    Certificate[] chain = certificates(certificate).toArray(Certificate[]::new);
    PrivateKey privateKey = privateKey(key, chain[0].getPublicKey());
    requirePair(privateKey, chain[0].getPublicKey());
    KeyStore identity = emptyStore();
    identity.setKeyEntry("identity", privateKey, NO_PASSWORD, chain);
    KeyStore trusted = emptyStore();
    for (Certificate authority : certificates(authorities)) {
      trusted.setCertificateEntry("authority-" + trusted.size(), authority);
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(identity, NO_PASSWORD);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private static KeyStore emptyStore() throws GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try {
      store.load(null, NO_PASSWORD);
    } catch (IOException e) {
      throw new IllegalStateException("an empty store is not read from anywhere", e);
    }
    return store;
  }

  private static Collection<? extends Certificate> certificates(String pem)
      throws GeneralSecurityException {
    Collection<? extends Certificate> certificates =
        CertificateFactory.getInstance("X.509")
            .generateCertificates(
                new ByteArrayInputStream(pem.getBytes(StandardCharsets.ISO_8859_1)));
    if (certificates.isEmpty()) {
      throw new GeneralSecurityException("a file has no certificate");
    }
    return certificates;
  }

  private static PrivateKey privateKey(String pem, PublicKey publicKey)
      throws GeneralSecurityException {
    Matcher key = KEY.matcher(pem);
    if (!key.find()) {
      throw new GeneralSecurityException("there is no private key");
    }
    byte[] content = Base64.getMimeDecoder().decode(key.group(2));
    byte[] pkcs8 =
        switch (key.group(1)) {
          case "PRIVATE KEY" -> content;
          case "ENCRYPTED PRIVATE KEY" ->
              throw new GeneralSecurityException("the private key is encrypted");
          default -> pkcs8(content, publicKey);
        };
    return KeyFactory.getInstance(publicKey.getAlgorithm())
        .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
  }

  /**
   * Wraps a key of one algorithm (RFC 8017 §A.1.2, RFC 5915 §3) in the form that names the
   * algorithm (RFC 5958 §2). The public key names the same algorithm in the same way (RFC 5280
   * §4.1).
   */
  private static byte[] pkcs8(byte[] key, PublicKey publicKey) {
    ByteBuffer subject = ByteBuffer.wrap(publicKey.getEncoded());
    subject.get(); // the tag of the whole key
    length(subject);
    int start = subject.position();
    subject.get(); // the tag of the algorithm
    int length = length(subject);
    byte[] algorithm = new byte[subject.position() - start + length];
    subject.position(start);
    subject.get(algorithm);
    return tagged(SEQUENCE, join(join(VERSION_0, algorithm), tagged(OCTET_STRING, key)));
  }

  private static int length(ByteBuffer der) {
    int first = Byte.toUnsignedInt(der.get());
    int length = first < LONG_LENGTH ? first : 0;
    for (int i = LONG_LENGTH; i < first; i++) {
      length = length << Byte.SIZE | Byte.toUnsignedInt(der.get());
    }
    return length;
  }

  private static byte[] tagged(int tag, byte[] content) {
    byte[] length = BigInteger.valueOf(content.length).toByteArray();
    // A leading zero is the sign, and DER allows only the bytes that a length needs.
    int zero = length[0] == 0 ? 1 : 0;
    byte[] digits = Arrays.copyOfRange(length, zero, length.length);
    byte[] head =
        content.length < LONG_LENGTH
            ? new byte[] {(byte) tag}
            : new byte[] {(byte) tag, (byte) (LONG_LENGTH | digits.length)};
    return join(join(head, digits), content);
  }

  private static byte[] join(byte[] first, byte[] second) {
    return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
  }

  /** Services would start with any key, and fail at the first connection. */
  private static void requirePair(PrivateKey privateKey, PublicKey publicKey)
      throws GeneralSecurityException {
    String algorithm =
        switch (publicKey.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> publicKey.getAlgorithm();
        };
    byte[] text = publicKey.getEncoded();
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(privateKey);
    signature.update(text);
    byte[] signed = signature.sign();
    signature.initVerify(publicKey);
    signature.update(text);
    if (!signature.verify(signed)) {
      throw new GeneralSecurityException("the private key is not that of the certificate");
    }
  }
}
