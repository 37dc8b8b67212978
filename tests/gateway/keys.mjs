// Keys and tokens for the tests of the gateway. argv[2] is what is wanted, as JSON; the answer is JSON on stdout.
import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { exportJWK, SignJWT } from 'jose';

const wanted = JSON.parse(process.argv[2]);

async function rsa({ kids, sub }) {
  const found = [];
  for (const kid of kids) {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const token = await new SignJWT({}).setSubject(sub).setIssuer('issuer').setAudience('shop').setExpirationTime('1h')
      .setProtectedHeader({ alg: 'RS256', kid }).sign(privateKey);
    const pem = publicKey.export({ type: 'spki', format: 'pem' });
    const confused = await new SignJWT({}).setSubject(sub).setIssuer('issuer').setAudience('shop').setExpirationTime('1h')
      .setProtectedHeader({ alg: 'HS256', kid }).sign(new TextEncoder().encode(pem));
    found.push({ token, confused, jwk: { ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' } });
  }
  return found;
}

async function internal() {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    pem: privateKey.export({ type: 'pkcs8', format: 'pem' }),
    publicPem: publicKey.export({ type: 'spki', format: 'pem' }),
  };
}

/** What a service makes of a token: its own runtime decides. */
async function verify({ token, publicPem, audience, runtime }) {
  const { verifyToken } = await import(runtime);
  const keys = new Map([['gateway-1', { issuer: 'api-gateway', key: createPublicKey(publicPem) }]]);
  return verifyToken(token, keys, audience);
}

console.log(JSON.stringify(await { rsa, internal, verify }[wanted.do](wanted)));
