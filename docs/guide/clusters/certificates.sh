#!/bin/sh
# Make an authority in the folder that is the argument, and a certificate for scheduler, workers and builds. Needs OpenSSL 3.
set -eu
umask 077
mkdir -p "$1"
cd "$1"
openssl req -x509 -newkey rsa:3072 -noenc -days 365 -subj /CN=authority -addext keyUsage=critical,keyCertSign \
  -keyout ca.key -out ca.pem
printf '%s\n' basicConstraints=critical,CA:FALSE subjectKeyIdentifier=hash authorityKeyIdentifier=keyid >extensions
openssl req -newkey rsa:3072 -noenc -subj /CN=cluster -keyout key.pem -out request.pem
openssl x509 -req -in request.pem -CA ca.pem -CAkey ca.key -days 365 -extfile extensions -out cert.pem
rm request.pem extensions
