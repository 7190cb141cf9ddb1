assert new File(basedir, 'target/failsafe-reports/failsafe-summary.xml').text.contains('<completed>5</completed>')
return true
