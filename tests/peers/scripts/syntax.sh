#### a quote without an end
echo "unterminated
#### an apostrophe without an end
echo a; echo 'unterminated
#### if without fi
if true; then echo a
#### fi without if
fi
#### what comes before is run
echo a
echo b; )
#### done twice
for i in a; do echo; done; done
#### a bad case
case a in a) echo; ;; b
#### a bad function
f( { :; }
#### two pipes
echo a | | b
#### and first
&& a
#### two semicolons
echo a;; b
#### an empty condition
while; do :; done
#### a group without an end
{ echo a; echo b
#### a subshell without an end
( echo a
#### a bad loop variable
for 1x in a; do :; done
#### a bad function name
f-g() { echo hi; }; f-g
#### a substitution without an end
echo $(echo a
#### backquotes without an end
echo `echo a
#### braces without an end
echo ${x
#### two bangs
! ! true
#### then without if
then
#### do without for
do :; done
#### an empty group
{ }
#### an empty subshell
( )
#### a redirection to nothing
echo a >
#### a redirection to an operator
echo a > | b
#### in is missing
case a
esac
#### for without do
for i in a; echo b; done
#### elif without then
if true; elif true; then :; fi
#### an ampersand first
& a
#### a keyword as a word
echo if then else fi; for if in a; do echo $if; done; case in in in) echo y;; esac
#### keywords that are quoted
'if' true 2>/dev/null; echo $?; \for 2>/dev/null; echo $?
#### assignments that are none
1x=2 2>/dev/null; echo $?; "x"=1 2>/dev/null; echo $?; x\=1 2>/dev/null; echo $?
#### newlines in places
if
true
then
echo a
fi
for i in a \
b
do
echo $i
done
case a
in
a)
echo c
;;
esac
f()
{
echo d
}
f
#### semicolons in places
{ echo a; }; (echo b;); if true; then echo c; fi;
for i in 1; do echo $i; done;
