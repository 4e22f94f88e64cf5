"""What real programs of Debian's do to a file system, as a script for Docker and for us."""

PROGRAMS = r"""
set -e
useradd --create-home --shell /bin/sh ada
groupadd --gid 5000 team
usermod --append --groups team ada
dpkg-query --list > /srv/packages
dpkg-divert --local --rename --divert /etc/motd.own --add /etc/motd
perl -e 'open(my $f, ">>", "/etc/issue"); print $f "more\n"; rename("/etc/issue", "/etc/issue.new")'
sed -i s/bash/sh/ /etc/passwd
cp -a /etc/skel /srv/skel
install -o ada -g team -m 4750 /bin/true /usr/local/bin/own
chown -R ada:team /srv/skel
ln /srv/packages /srv/packages.too
ln -s nowhere /srv/dangling
mkfifo -m 620 /srv/pipe
truncate -s 5M /srv/sparse
dd if=/dev/zero of=/srv/sparse bs=1 seek=3000000 count=1 conv=notrunc 2>/dev/null
touch -d 2001-02-03T04:05:06.789 /srv/packages
mkdir -m 2775 /srv/shared && chgrp team /srv/shared && touch /srv/shared/f
rm -r /etc/skel && mkdir /etc/skel && echo own > /etc/skel/.profile
mv /usr/share/base-files /srv/base-files
tar -C /etc -c cron.daily | tar -C /srv -x
chmod 644 /etc/debian_version
gzip -9 -n -c /etc/group > /srv/group.gz
rm -f /etc/hostname.own && echo x > /tmp/x && rm /tmp/x
"""
