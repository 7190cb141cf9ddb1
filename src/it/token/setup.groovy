// A token of the user's own.
def bytes = new byte[32]
new java.security.SecureRandom().nextBytes(bytes)
new File(basedir, 'token.txt').text = bytes.encodeHex().toString()
return true
