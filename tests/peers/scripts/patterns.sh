#### globs (XCU 2.14)
touch a b .c abc; echo *; echo .*; echo a*; echo [ab]; echo [!a]*; echo ?; echo "*"; echo no*such; echo [[:alpha:]]
#### globs in directories
mkdir d; mkdir d/e; touch d/x d/y d/e/z; echo */*; echo d/*; echo d*/; echo */; echo ./d/?; echo d/e/../*; set -f; echo *
#### odd names
touch 'a b' '*' '[' 'x]'; for i in *; do echo "<$i>"; done; x='*'; echo $x; echo "$x"; echo \*; echo [; echo [x; echo x]
#### case (XCU 2.9.4.3)
case abc in a*) echo 1;; *) echo 2;; esac; case x in a|x) echo 3;; esac; case "*" in "*") echo 4;; esac
case a in "*") echo no;; (a) echo 5; esac; case z in a) ;; esac; echo $?
#### brackets
case "a]" in [a]]) echo y;; esac; case - in [a-]) echo y;; esac; case b in [!a-c]) echo n;; *) echo y;; esac
case ']' in []]) echo y;; esac; case '\' in \\) echo y;; esac
#### caret is no negation
case a in [^b]) echo y;; *) echo n;; esac; case ^ in [^b]) echo y;; esac
#### question marks
x=abc; case $x in ?bc) echo 1;; esac; case $x in [a-c][a-c]c) echo 2;; esac; case $x in abc?) echo n;; *) echo 3;; esac
case '' in '') echo 4;; esac; case "a
b" in a*b) echo 5;; esac
#### quoted in brackets
case b in ["a-c"]) echo y;; *) echo n;; esac; case - in ["a-c"]) echo y;; esac; case a in ['!a']) echo y;; esac
#### an open bracket
case "[a" in [a) echo y;; esac; case "[" in [) echo y;; esac; case a in [a) echo n;; *) echo m;; esac
#### classes
for c in a A 1 ' ' . '	'; do case $c in [[:upper:]]) echo u;; [[:digit:]]) echo d;; [[:space:]]) echo s;; [[:punct:]]) echo p;; *) echo o;; esac; done
#### stars
case aaaaaaaaaaaaaaaaaaaaaaaaaaaab in *a*a*a*a*a*a*a*b) echo y;; esac; case abcabc in *bc) echo y;; esac; case ab in a*b*) echo y;; esac; case abab in ab*ab) echo y;; esac; case aba in ab*ba) echo n;; *) echo m;; esac
#### hidden files
touch .a b; mkdir .d; touch .d/c; echo .[ab]; echo */; echo .*/c; echo [.]a; echo ?a
#### a pattern in a variable
touch aa ab; x='a*'; echo $x; for i in $x; do echo "$i"; done; y='a[b'; echo $y
#### a slash ends a pattern
mkdir a; touch a/b; echo a*b; echo [a/b]; case a/b in a*b) echo y;; esac; echo a[/]b
#### links
mkdir d; touch d/x; ln -s d l; echo */x; echo l/*; ln -s nowhere n; echo n*
