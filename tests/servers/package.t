#!/usr/bin/env bash
# make deb: the package builds, lintian is content, it holds what `make install` installs; and in a fresh Debian 12 it installs and
# its user can run it with nothing writable but its state directory.
. tests/lib.sh
unset MAKEFLAGS MAKELEVEL MFLAGS
for tool in dpkg-buildpackage dh lintian; do
	command -v "$tool" >/dev/null || { echo "1..0 # SKIP $tool is not installed: no package was built"; exit 0; }
done
make -s OUT="$dir/build" deb >"$dir/make.out" 2>&1
ok 'the package builds, and lintian has no error and no warning' $? "$(tail -n 20 "$dir/make.out")"
deb=$(ls "$dir"/build/deb/adquem_*.deb)
dpkg-deb -x "$deb" "$dir/image"
does 0 --version
is 'its program is this version' "$("$dir/image/usr/bin/adquem" --version)" "$(cat "$dir/out")"
for file in etc/adquem/adquem.conf lib/systemd/system/adquem.service lib/systemd/system/adquem.timer \
	usr/lib/sysusers.d/adquem.conf usr/share/adquem/snapshot/manifest.ini usr/share/man/man5/adquem.conf.5.gz \
	usr/share/doc/adquem/LICENSE.gz; do
	[ -s "$dir/image/$file" ]
	ok "it holds $file" $?
done
is 'the configuration is the administrator'"'s" "$(dpkg-deb --ctrl-tarfile "$deb" | tar -xOf - ./conffiles)" /etc/adquem/adquem.conf
like 'certificates come along' "$(dpkg-deb -f "$deb" Depends)" ca-certificates
dpkg-deb --ctrl-tarfile "$deb" | tar -xOf - ./postinst >"$dir/postinst"
like 'the timer is enabled' "$(cat "$dir/postinst")" "enable 'adquem.timer'"
unlike 'no run begins while it is installed' "$(cat "$dir/postinst")" "invoke.*adquem.service"

# ---- a bare Debian 12, where there is a way to have one

fresh=$PWD/../shared/tools/fresh.sh
if [ "$(id -u)" != 0 ] || [ ! -x "$fresh" ]; then
	skip 'not root, or no ../shared/tools/fresh.sh: the package was not installed'
	done_testing
fi
mkdir "$dir/fresh"
cp "$deb" "$dir/fresh/adquem.deb"
cat >"$dir/fresh/try" <<'SH'
apt-get install -y -qq /src/adquem.deb >/tmp/apt.log 2>&1 || { tail -n 20 /tmp/apt.log; exit 1; }
echo "user: $(getent passwd adquem | cut -d: -f1,6,7) $(stat -c '%U %a' /var/lib/adquem)"
echo "timer: $(systemctl is-enabled adquem.timer)"
# As the unit has it: all read-only, a /tmp of its own, the state directory.
mount --bind / /mnt && mount -o remount,bind,ro /mnt && mount -t tmpfs none /mnt/tmp && chmod 1777 /mnt/tmp &&
	mount --bind /var/lib/adquem /mnt/var/lib/adquem || exit 1
as() { chroot /mnt su -s /bin/sh adquem -c "cd /; $*"; }
as 'touch /var/tmp/x' 2>&1 | sed 's/^/elsewhere: /'
as adquem run --snapshot /usr/share/adquem/snapshot 2>&1
echo "run: $?"
as adquem run --snapshot /usr/share/adquem/snapshot --as-of 2026-08-06 2>&1
echo "the next: $?"
chroot /mnt su -s /bin/sh nobody -c 'cd /; adquem check --format csv' | sed 1d | wc -l | sed 's/^/cells for anybody: /'
ls /var/lib/adquem | tr '\n' ' ' | sed 's/^/state: /'
SH
"$fresh" "$dir/fresh" -- 'sh try' >"$dir/out" 2>"$dir/err"
status=$?
ok 'it installs in a fresh Debian 12' $status "$(said)"
like 'with its user and folder' "$(cat "$dir/out")" '^user: adquem:/var/lib/adquem:/usr/sbin/nologin adquem 755$'
like 'and the timer' "$(cat "$dir/out")" '^timer: enabled$'
like 'nothing else can be written' "$(cat "$dir/out")" '^elsewhere: .*Read-only'
like 'the first run' "$(cat "$dir/out")" '^run: 0$'
like 'and the next' "$(cat "$dir/out")" '^the next: 0$'
like 'whoever is on the host can ask' "$(cat "$dir/out")" '^cells for anybody: [1-9][0-9]{2}'
like 'what there is then' "$(cat "$dir/out")" '^state: adquem.db .*report status.xml'

done_testing
