assert new File(basedir, 'target/failsafe-reports/failsafe-summary.xml').text.contains('<completed>47</completed>')
return true
