#!/usr/bin/env bash
# make deb: the package builds, lintian is content, and it holds what `make install` installs.
. tests/lib.sh
unset MAKEFLAGS MAKELEVEL MFLAGS
for tool in dpkg-buildpackage dh lintian; do
	command -v "$tool" >/dev/null || { echo "1..0 # SKIP $tool is not installed: no package was built"; exit 0; }
done
make -s OUT="$dir/build" deb >"$dir/make.out" 2>&1
ok 'the package builds, and lintian has no error and no warning' $? "$(tail -n 20 "$dir/make.out")"
deb=$(ls "$dir"/build/deb/adquem_*.deb)
dpkg-deb -x "$deb" "$dir/root"
does 0 --version
is 'its program is this version' "$("$dir/root/usr/bin/adquem" --version)" "$(cat "$dir/out")"
for file in etc/adquem/adquem.conf lib/systemd/system/adquem.service lib/systemd/system/adquem.timer \
	usr/lib/sysusers.d/adquem.conf usr/share/adquem/snapshot/manifest.ini usr/share/man/man5/adquem.conf.5.gz \
	usr/share/doc/adquem/LICENSE.gz; do
	[ -s "$dir/root/$file" ]
	ok "it holds $file" $?
done
is 'the configuration is the administrator'"'s" "$(dpkg-deb --ctrl-tarfile "$deb" | tar -xOf - ./conffiles)" /etc/adquem/adquem.conf
like 'certificates come along' "$(dpkg-deb -f "$deb" Depends)" ca-certificates
dpkg-deb --ctrl-tarfile "$deb" | tar -xOf - ./postinst >"$dir/postinst"
like 'the timer is enabled' "$(cat "$dir/postinst")" "enable 'adquem.timer'"
unlike 'no run begins while it is installed' "$(cat "$dir/postinst")" "invoke.*adquem.service"

done_testing
