import java.nio.file.Files
import java.nio.file.Path

// A file that no user can read, not even root: a broken link.
Files.createSymbolicLink(new File(basedir, 'src/main/python/unreadable.py').toPath(), Path.of('nowhere.py'))
return true
