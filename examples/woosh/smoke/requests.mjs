// The requests of the smoke test, in the order in which they are sent:
//
//   [route, expected status, { params, query, body, form, token, has, keep }]
//
// The token of the login goes with every request, unless `token` says otherwise (null: none). `has` is a part of the
// answer: values are compared, Array, Number and String stand for their type. `keep` remembers values of the answer,
// and "$name" is a remembered value. Answers of 500 are what the monolith really gives: the comment says why.

const run = process.env.SMOKE_RUN ?? Date.now().toString(36);

export const ACCOUNT = {
  phone: process.env.SMOKE_PHONE ?? '+254700000003',
  password: process.env.SMOKE_PASSWORD ?? 'woosh-demo',
};

const today = new Date().toISOString().slice(0, 10);
const inDays = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const unknown = 999999;
const image = { name: 'shelf.png', type: 'image/png', content: 'not really a picture' };

const signIn = [
  ['GET /health', 200, { token: null, has: { status: 'ok' } }],
  ['POST /auth/login', 401, { token: null, body: { phoneNumber: '$phone', password: 'wrong-password' } }],
  ['POST /auth/login', 401, { token: null, body: { phoneNumber: '+000', password: '$password' } }],
  ['POST /auth/login', 400, { token: null, body: { password: '$password' } }],
  ['POST /auth/login', 400, { token: null, body: { phoneNumber: '$phone', password: '$password', admin: true } }],
  [
    'POST /auth/login',
    200,
    {
      token: null,
      body: { phoneNumber: '$phone', password: '$password' },
      has: { success: true, salesRep: { id: Number } },
      keep: { token: 'accessToken', refresh: 'refreshToken', me: 'salesRep.id', email: 'salesRep.email' },
    },
  ],
  ['POST /auth/refresh', 200, { token: null, body: { refreshToken: '$refresh' }, has: { accessToken: String } }],
  ['POST /auth/refresh', 401, { token: null, body: { refreshToken: 'garbage' } }],
  ['GET /auth/profile', 200, { has: { id: '$me' } }],
  ['GET /auth/profile', 401, { token: null }],
  ['GET /auth/profile', 401, { token: 'garbage' }],
  // A refresh token is taken for an access token: nothing in it says which of the two it is.
  ['GET /auth/profile', 200, { token: '$refresh', has: { id: '$me' } }],
  ['POST /auth/logout', 200, { has: { success: true } }],
  ['POST /auth/logout', 401, { token: null }],
];

const platform = [
  ['GET /health/database', 200, { token: null, has: { status: 'healthy' } }],
  ['GET /health/test-connection', 200, { token: null, has: { success: true } }],
  ['GET /health/performance', 200, { token: null, has: { uptimeSeconds: Number } }],
  ['GET /health/products', 200, { token: null, has: { status: 'healthy', products: Number } }],
  ['GET /version', 200, { token: null, has: { version: String } }],
  ['POST /version', 201, { token: null, body: { version: `9.0.${run}`, buildNumber: 1 }, has: { id: Number } }],
  ['POST /version', 500, { token: null, body: { version: '9.0' } }], // throw new Error
];

const people = [
  ['GET /users', 200, { has: Array }],
  ['GET /users', 200, { query: { countryId: 1, status: 1 }, has: Array }],
  ['GET /users', 401, { token: null }],
  ['GET /users/profile', 200, { has: { id: '$me' } }],
  ['GET /users/:id', 200, { params: { id: '$me' }, has: { id: '$me' } }],
  ['GET /users/:id', 404, { params: { id: unknown } }],
  ['GET /users/:id', 500, { params: { id: 'me' } }], // NaN becomes a column name
  [
    'POST /users',
    201,
    {
      body: {
        name: 'Smoke Leaver',
        email: `leaver-${run}@example.com`,
        phoneNumber: `leaver-${run}`,
        password: 'leaver-secret',
        countryId: 1,
        roleId: 1,
      },
      has: { status: 1 },
      keep: { leaver: 'id' },
    },
  ],
  [
    'POST /users',
    201,
    {
      body: {
        name: 'Smoke Guest',
        email: `guest-${run}@example.com`,
        phoneNumber: `guest-${run}`,
        password: 'guest-secret',
        countryId: 1,
      },
      keep: { guest: 'id' },
    },
  ],
  [
    'POST /users',
    409,
    {
      body: {
        name: 'Smoke Guest',
        email: 'other@example.com',
        phoneNumber: `guest-${run}`,
        password: 'guest-secret',
        countryId: 1,
      },
    },
  ],
  ['POST /users', 400, { body: { name: 'No Address', email: 'nowhere', phoneNumber: '1', password: 'abcd', countryId: 1 } }],
  ['PATCH /users/:id', 200, { params: { id: '$guest' }, body: { name: 'Smoke Visitor' }, has: { name: 'Smoke Visitor' } }],
  ['PATCH /users/:id', 400, { params: { id: '$guest' }, body: { status: 0 } }],
  ['PATCH /users/:id', 404, { params: { id: unknown }, body: { name: 'Nobody' } }],
  ['DELETE /users/:id', 200, { params: { id: '$guest' }, has: { success: true } }],
  ['DELETE /users/:id', 500, { params: { id: '$guest' } }], // throw new Error
  ['GET /roles', 200, { has: Array, keep: { role: '0.id', roleName: '0.name' } }],
  ['GET /roles', 401, { token: null }],
  ['GET /roles/:id', 200, { params: { id: '$role' }, has: { name: '$roleName' } }],
  ['GET /roles/:id', 404, { params: { id: unknown } }],
  ['GET /roles/name/:name', 200, { params: { name: '$roleName' }, has: { id: '$role' } }],
  ['GET /roles/name/:name', 404, { params: { name: 'NOBODY' } }],
  ['POST /roles', 201, { body: { name: `SMOKE-${run}` }, keep: { newRole: 'id' } }],
  ['PUT /roles/:id', 200, { params: { id: '$newRole' }, body: { name: `SMOKED-${run}` }, has: { id: '$newRole' } }],
  ['DELETE /roles/:id', 200, { params: { id: '$newRole' }, has: { success: true } }],
  ['DELETE /roles/:id', 404, { params: { id: '$newRole' } }],
  ['GET /profile', 200, { has: { salesRep: { id: '$me' } } }],
  ['GET /profile', 401, { token: null }],
  [
    'POST /profile/password',
    400,
    { body: { currentPassword: '$password', newPassword: 'next-secret', confirmPassword: 'another' } },
  ],
  [
    'POST /profile/password',
    400,
    { body: { currentPassword: 'wrong', newPassword: 'next-secret', confirmPassword: 'next-secret' } },
  ],
  [
    'POST /profile/password',
    200,
    { body: { currentPassword: '$password', newPassword: 'next-secret', confirmPassword: 'next-secret' } },
  ],
  [
    'POST /profile/password',
    200,
    { body: { currentPassword: 'next-secret', newPassword: '$password', confirmPassword: '$password' } },
  ],
  ['POST /profile/email', 200, { body: { email: '$email' }, has: { success: true } }],
  ['POST /profile/email', 400, { body: { email: 'nowhere' } }],
  ['POST /profile/photo', 201, { form: { photo: image }, has: { photoUrl: String } }],
  ['POST /profile/photo', 400, { form: { caption: 'no file' } }],
  ['GET /profile/session-history', 200, { has: { sessions: Array } }],
  ['GET /profile/user-stats', 200, { has: { totalSessions: Number } }],
  [
    'POST /auth/login',
    200,
    {
      token: null,
      body: { phoneNumber: `leaver-${run}`, password: 'leaver-secret' },
      keep: { leaverToken: 'accessToken' },
    },
  ],
  ['DELETE /profile/account', 200, { token: '$leaverToken', has: { success: true } }],
  ['POST /auth/login', 401, { token: null, body: { phoneNumber: `leaver-${run}`, password: 'leaver-secret' } }],
];

const time = [
  ['GET /auto-clockout/config', 200, { token: null, has: { timeZone: 'Africa/Nairobi' } }],
  ['POST /auto-clockout/trigger', 201, { token: null, has: { success: true } }],
  ['GET /auto-clockout/stats', 200, { token: null, has: { active: 0 } }],
  ['POST /clock-in-out/cleanup-stale-sessions', 201, { has: { success: true } }],
  ['POST /clock-in-out/clock-in', 401, { token: null, body: { clientTime: new Date().toISOString() } }],
  ['POST /clock-in-out/clock-in', 400, { body: { clientTime: 'yesterday' } }],
  ['POST /clock-in-out/clock-in', 201, { body: { clientTime: new Date().toISOString() }, has: { success: true } }],
  ['POST /clock-in-out/clock-in', 201, { body: { clientTime: new Date().toISOString() }, has: { success: true } }],
  ['GET /clock-in-out/status', 200, { has: { isClockedIn: true } }],
  ['GET /clock-in-out/today', 200, { has: { success: true, sessions: Array } }],
  ['GET /clock-in-out/history', 200, { query: { startDate: inDays(-30), endDate: inDays(1) }, has: { total: Number } }],
  ['POST /clock-in-out/clock-out', 201, { body: { clientTime: new Date().toISOString() }, has: { success: true } }],
  ['POST /clock-in-out/clock-out', 201, { body: { clientTime: new Date().toISOString() }, has: { success: false } }],
  ['GET /clock-in-out/status', 200, { has: { isClockedIn: false } }],
  ['GET /leave/types/all', 200, { has: Array, keep: { leaveType: '0.id' } }],
  ['GET /leave/balance/user', 200, { has: Array }],
  ['GET /leave', 200, { has: Array }],
  ['GET /leave', 401, { token: null }],
  [
    'POST /leave',
    201,
    {
      body: { leaveTypeId: '$leaveType', startDate: inDays(10), endDate: inDays(12), reason: 'Family' },
      has: { leaveRequestId: Number },
      keep: { leave: 'leave.id', twin: 'leaveRequestId' },
    },
  ],
  ['POST /leave', 500, { body: { leaveTypeId: unknown, startDate: inDays(10), endDate: inDays(12) } }], // throw new Error
  ['GET /leave/:id', 200, { params: { id: '$leave' }, has: { status: 'PENDING' } }],
  ['PUT /leave/:id', 200, { params: { id: '$leave' }, body: { reason: 'Moving house' }, has: { reason: 'Moving house' } }],
  ['DELETE /leave/:id', 200, { params: { id: '$leave' }, has: { success: true } }],
  ['GET /leave/:id', 404, { params: { id: '$leave' } }],
  ['GET /leave/:id', 500, { params: { id: 'my-leaves' } }], // the app asks for it; `:id` catches the word
  ['GET /leave-requests', 200, { query: { status: 'pending' }, has: Array }],
  ['GET /leave-requests', 401, { token: null }],
  ['GET /leave-requests/:id', 200, { params: { id: '$twin' }, has: { salesrep: '$me' } }],
  ['GET /leave-requests/:id', 500, { params: { id: unknown } }], // throw new Error
  [
    'POST /leave-requests',
    201,
    {
      body: { leaveTypeId: '$leaveType', startDate: inDays(20), endDate: inDays(20), isHalfDay: 1 },
      keep: { leaveRequest: 'id' },
    },
  ],
  ['PUT /leave-requests/:id', 200, { params: { id: '$leaveRequest' }, body: { status: 'approved' }, has: { status: 'approved' } }],
  ['PUT /leave-requests/:id', 500, { params: { id: '$leaveRequest' }, body: { colour: 'red' } }], // no such property
  ['DELETE /leave-requests/:id', 200, { params: { id: '$leaveRequest' }, has: { success: true } }],
  ['DELETE /leave-requests/:id', 200, { params: { id: '$leaveRequest' }, has: { success: false } }],
];

const clients = [
  ['GET /clients', 200, { has: Array }],
  ['GET /clients', 401, { token: null }],
  ['GET /clients/basic', 200, { has: Array }],
  ['GET /clients/search', 200, { query: { name: 'a' }, has: Array }],
  ['GET /clients/search', 400, { query: { owner: 'me' } }],
  ['GET /clients/search/basic', 200, { query: { q: 'a' }, has: Array }],
  ['GET /clients/country/:countryId', 200, { params: { countryId: 1 }, has: { 0: { id: Number } }, keep: { client: '0.id' } }],
  ['GET /clients/region/:regionId', 200, { params: { regionId: 1 }, has: Array }],
  ['GET /clients/route/:routeId', 200, { params: { routeId: 1 }, has: Array }],
  ['GET /clients/location/nearby', 200, { query: { latitude: -1.28, longitude: 36.82, radius: 50 }, has: Array }],
  ['GET /clients/location/nearby', 500], // NaN becomes a column name
  ['GET /clients/stats/overview', 200, { has: { total: Number, regions: Array } }],
  ['GET /clients/:id', 200, { params: { id: '$client' }, has: { id: '$client' } }],
  ['GET /clients/:id', 404, { params: { id: unknown } }],
  ['GET /clients/:id/basic', 200, { params: { id: '$client' }, has: { id: '$client' } }],
  [
    'POST /clients',
    201,
    {
      // regionId passes the validation and is dropped: the column is region_id
      body: { name: `Smoke Kiosk ${run}`, contact: '0711', regionId: 3 },
      keep: { newClient: 'id' },
    },
  ],
  ['POST /clients', 400, { body: { contact: '0711' } }],
  ['PATCH /clients/:id', 200, { params: { id: '$newClient' }, body: { address: 'Market Road 1' }, has: { address: 'Market Road 1' } }],
  ['PATCH /clients/:id', 404, { params: { id: unknown }, body: { address: 'Nowhere' } }],
  ['GET /outlets', 200, { has: Array }],
  ['GET /outlets', 401, { token: null }],
  ['GET /outlets/:id', 200, { params: { id: '$newClient' }, has: { address: 'Market Road 1' } }],
  ['GET /outlets/:id', 404, { params: { id: unknown } }],
  ['GET /outlets/:id', 500, { params: { id: 'nearby' } }], // the app asks for it; `:id` catches the word
  ['POST /outlets', 201, { body: { name: `Smoke Stall ${run}`, contact: '0722' }, keep: { outlet: 'id' } }],
  ['PUT /outlets/:id', 200, { params: { id: '$outlet' }, body: { contact: '0733' }, has: { contact: '0733' } }],
  ['PUT /outlets/:id', 404, { params: { id: unknown }, body: { contact: '0733' } }],
  ['GET /outlets/:id/products', 500, { params: { id: '$client' } }], // the table OutletQuantity was never created
  ['GET /outlets/:id/assignment', 200, { params: { id: '$outlet' }, has: { assigned: false } }],
  ['POST /outlets/assign', 201, { body: { outletId: '$outlet', salesRepId: '$me' }, has: { success: true } }],
  ['POST /outlets/assign', 500, { body: { outletId: unknown, salesRepId: '$me' } }], // throw new Error
  ['GET /outlets/:id/assignment', 200, { params: { id: '$outlet' }, has: { assigned: true, salesRep: { id: '$me' } } }],
  ['GET /outlets/:id/assignment-history', 200, { params: { id: '$outlet' }, has: { 0: { status: 'active' } } }],
  ['GET /client-stock/status', 200, { has: { enabled: true } }],
  ['GET /client-stock/:clientId', 200, { params: { clientId: '$client' }, has: { data: Array } }],
  ['GET /client-stock/:clientId', 401, { params: { clientId: '$client' }, token: null }],
];

const products = [
  ['GET /products', 200, { token: null, has: { 0: { id: Number } }, keep: { product: '0.id' } }],
  ['GET /products', 200, { token: null, query: { clientId: '$client' }, has: Array }],
  ['GET /products/user', 200, { has: Array }],
  ['GET /products/user', 401, { token: null }],
  ['GET /products/:id', 200, { token: null, params: { id: '$product' }, has: { id: '$product', stores: Array } }],
  ['GET /products/:id', 404, { token: null, params: { id: unknown } }],
  [
    'POST /client-stock',
    201,
    { body: { clientId: '$newClient', productId: '$product', quantity: 40 }, has: { success: true, data: { quantity: 40 } } },
  ],
];

const orders = [
  [
    'POST /orders',
    201,
    {
      body: { clientId: '$client', notes: run, orderItems: [{ productId: '$product', quantity: 2, unitPrice: 116 }] },
      has: { success: true, data: null }, // read on another connection before the commit
    },
  ],
  ['POST /orders', 400, { body: { clientId: '$client', orderItems: [] } }],
  ['POST /orders', 400, { body: { clientId: '$client', orderItems: [{ productId: '$product', quantity: -1, unitPrice: 5 }] } }],
  ['POST /orders', 401, { token: null, body: {} }],
  [
    'GET /orders',
    200,
    {
      query: { page: 1, limit: 5 },
      has: { success: true, data: { 0: { notes: run } } },
      keep: { order: 'data.0.id', orderItem: 'data.0.orderItems.0.id' },
    },
  ],
  ['GET /orders/:id', 200, { params: { id: '$order' }, has: { data: { id: '$order' } } }],
  ['GET /orders/:id', 404, { params: { id: unknown } }],
  ['GET /orders/:id', 500, { params: { id: 'sales-summary' } }], // the app asks for it; `:id` catches the word
  ['PATCH /orders/:id', 500, { params: { id: '$order' }, body: { notes: 'later' } }], // no column carries lastEditedBy
  ['PATCH /orders/:id', 400, { params: { id: '$order' }, body: { price: 1 } }],
  [
    'PATCH /orders/:id/receive-stock',
    200,
    { params: { id: '$order' }, body: { items: [{ itemId: '$orderItem', quantity: 2 }] }, has: { data: { status: 'delivered' } } },
  ],
  ['PATCH /orders/:id/receive-stock', 500, { params: { id: unknown }, body: { items: [] } }], // throw new Error
  ['DELETE /orders/:id', 200, { params: { id: '$order' }, has: { success: true } }],
  ['DELETE /orders/:id', 404, { params: { id: '$order' } }],
  ['GET /outlets/:clientId/payments', 200, { params: { clientId: '$client' }, has: Array }],
  ['GET /outlets/:clientId/payments', 401, { params: { clientId: '$client' }, token: null }],
  ['POST /outlets/:clientId/payments', 201, { params: { clientId: '$client' }, form: { amount: 250, image }, has: { status: 'pending' } }],
  ['POST /outlets/:clientId/payments', 500, { params: { clientId: '$client' }, body: { amount: -1 } }], // throw new Error
  ['GET /outlets/payments/salesrep/:salesrepId', 200, { params: { salesrepId: '$me' }, has: { payments: Array, total: Number } }],
  [
    'POST /sample-requests',
    201,
    {
      token: null, // open: whoever sends a userId is believed
      body: { clientId: '$client', userId: '$me', items: [{ productId: '$product', quantity: 1 }] },
      has: { success: true },
      keep: { sample: 'data.id' },
    },
  ],
  ['POST /sample-requests', 500, { body: { clientId: '$client', userId: '$me', items: [{ productId: unknown, quantity: 1 }] } }], // foreign key
  ['GET /sample-requests', 200, { query: { status: 'pending' }, has: { data: Array } }],
  ['GET /sample-requests', 401, { token: null }],
  ['GET /sample-requests/my-requests', 200, { has: { data: { 0: { items: Array } } } }],
  ['GET /sample-requests/:id', 200, { params: { id: '$sample' }, has: { data: { id: '$sample' } } }],
  ['GET /sample-requests/:id', 404, { params: { id: unknown } }],
  ['PATCH /sample-requests/:id', 200, { params: { id: '$sample' }, body: { status: 'approved' }, has: { data: { status: 'approved' } } }],
  ['DELETE /sample-requests/:id', 200, { params: { id: '$sample' }, has: { success: true } }],
];

const sales = [
  [
    'POST /journey-plans',
    201,
    {
      body: { clientId: '$client', date: today, time: '10:00', routeId: 1, routeName: 'Central' },
      has: { status: 0 },
      keep: { plan: 'id' },
    },
  ],
  ['POST /journey-plans', 400, { body: { clientId: '$client' } }],
  ['POST /journey-plans', 404, { body: { clientId: unknown, date: today } }],
  ['GET /journey-plans', 200, { query: { limit: 5, status: 0 }, has: { data: Array, pagination: { limit: 5 } } }],
  ['GET /journey-plans', 401, { token: null }],
  ['GET /journey-plans/by-date', 200, { query: { date: today }, has: { data: Array } }],
  ['GET /journey-plans/:id', 200, { params: { id: '$plan' }, has: { id: '$plan' } }],
  ['GET /journey-plans/:id', 404, { params: { id: unknown } }],
  ['PUT /journey-plans/:id', 200, { params: { id: '$plan' }, body: { status: 1, latitude: -1.28 }, has: { status: 1 } }],
  ['PUT /journey-plans/:id', 400, { params: { id: '$plan' }, body: { clientId: 1 } }],
  ['POST /journey-plans/:id/checkout', 201, { params: { id: '$plan' }, body: { latitude: -1.28, longitude: 36.82 }, has: { status: 3 } }],
  ['POST /journey-plans/:id/checkout', 500, { params: { id: unknown }, body: {} }], // throw new Error
  [
    'POST /uplift-sales',
    201,
    {
      body: { clientId: '$newClient', comment: run, items: [{ productId: '$product', quantity: 4, unitPrice: 50 }] },
      has: { status: 1 },
      keep: { sale: 'id' },
    },
  ],
  ['POST /uplift-sales', 500, { body: { clientId: '$newClient', items: [] } }], // throw new Error
  ['POST /uplift-sales', 500, { body: { clientId: '$newClient', items: [{ productId: '$product', quantity: 5000, unitPrice: 1 }] } }], // no stock
  ['GET /client-stock/:clientId', 200, { params: { clientId: '$newClient' }, has: { data: { 0: { quantity: 36 } } } }],
  ['GET /uplift-sales', 200, { query: { userId: '$me', clientId: '$newClient', startDate: today, endDate: inDays(1) }, has: Array }],
  ['GET /uplift-sales', 401, { token: null }],
  ['GET /uplift-sales/:id', 200, { params: { id: '$sale' }, has: { items: { 0: { quantity: 4, total: 200 } } } }],
  ['GET /uplift-sales/:id', 404, { params: { id: unknown } }],
  ['PUT /uplift-sales/:id', 200, { params: { id: '$sale' }, body: { comment: 'corrected' }, has: { comment: 'corrected' } }],
  ['PUT /uplift-sales/:id', 404, { params: { id: unknown }, body: {} }],
  ['PATCH /uplift-sales/:id/status', 200, { params: { id: '$sale' }, body: { status: 2 }, has: { status: 2 } }],
  ['GET /commission/daily/:salesRepId', 200, { params: { salesRepId: '$me' }, has: { salesCount: Number }, keep: { commission: 'id' } }], // it writes
  ['GET /commission/daily/:salesRepId', 404, { params: { salesRepId: unknown } }],
  ['GET /commission/daily/:salesRepId', 401, { params: { salesRepId: '$me' }, token: null }],
  ['GET /commission/today/:salesRepId', 200, { params: { salesRepId: '$me' }, has: { id: '$commission' } }],
  ['GET /commission/history/:salesRepId', 200, { params: { salesRepId: '$me' }, query: { startDate: inDays(-7), endDate: today }, has: Array }],
  ['GET /commission/summary/:salesRepId', 200, { params: { salesRepId: '$me' }, has: { byStatus: Array } }],
  ['GET /commission/breakdown/:salesRepId', 200, { params: { salesRepId: '$me' }, has: { sales: Array } }],
  ['PUT /commission/status/:commissionId', 200, { params: { commissionId: '$commission' }, body: { status: 'paid' }, has: { status: 'paid' } }],
  ['PUT /commission/status/:commissionId', 500, { params: { commissionId: unknown }, body: { status: 'paid' } }], // throw new Error
  ['POST /uplift-sales/:id/void', 201, { params: { id: '$sale' }, body: { reason: 'returned' }, has: { status: 0 } }],
  ['POST /uplift-sales/:id/void', 500, { params: { id: '$sale' }, body: {} }], // void already
  ['GET /client-stock/:clientId', 200, { params: { clientId: '$newClient' }, has: { data: { 0: { quantity: 40 } } } }],
  ['DELETE /uplift-sales/:id', 200, { params: { id: '$sale' }, has: { success: true } }],
  ['DELETE /uplift-sales/:id', 500, { params: { id: '$sale' } }], // throw new Error
  ['DELETE /client-stock/:clientId/:productId', 200, { params: { clientId: '$newClient', productId: '$product' }, has: { success: true } }],
  ['DELETE /client-stock/:clientId/:productId', 200, { params: { clientId: '$newClient', productId: '$product' }, has: { success: false } }],
  ['GET /targets/monthly-visits/:userId', 200, { params: { userId: '$me' }, has: { months: Array } }],
  ['GET /targets/monthly-visits/:userId', 400, { params: { userId: 'me' } }],
  ['GET /targets/monthly-visits/:userId', 401, { params: { userId: '$me' }, token: null }],
  ['GET /targets/dashboard/:userId', 500, { params: { userId: '$me' } }], // joins a relation that is not there
  ['GET /targets/visit-statistics/:userId', 200, { params: { userId: '$me' }, has: { total: Number } }],
  ['GET /targets/check-journey-data/:userId', 200, { params: { userId: '$me' }, has: { sample: Array } }],
];

const tasks = [
  ['POST /tasks', 201, { body: { title: 'Count the fridges', description: run }, keep: { task: 'id' } }],
  ['GET /tasks', 200, { query: { status: 'pending' }, has: Array }],
  ['GET /tasks', 401, { token: null }],
  ['GET /tasks/:id', 200, { params: { id: '$task' }, has: { description: run } }],
  ['GET /tasks/:id', 404, { params: { id: unknown } }],
  ['PUT /tasks/:id', 200, { params: { id: '$task' }, body: { priority: 'high' }, has: { priority: 'high' } }],
  ['PATCH /tasks/:id/status', 200, { params: { id: '$task' }, body: { status: 'in_progress' }, has: { status: 'in_progress' } }],
  ['POST /tasks/:id/complete', 201, { params: { id: '$task' }, has: { status: 'completed' } }],
  ['GET /tasks/salesrep/:id', 200, { params: { id: '$me' }, has: Array }],
  ['DELETE /tasks/:id', 200, { params: { id: '$task' }, has: { success: true } }],
  ['DELETE /tasks/:id', 500, { params: { id: '$task' } }], // throw new Error
  ['GET /notice-board', 200, { has: Array }],
  ['POST /notices', 201, { body: { title: 'Stock take', content: 'On Friday', countryId: 1 }, keep: { notice: 'id' } }],
  ['POST /notices', 400, { body: { title: 'No content' } }],
  ['GET /notices', 200, { has: Array }],
  ['GET /notices', 401, { token: null }],
  ['GET /notices/:id', 200, { params: { id: '$notice' }, has: { title: 'Stock take' } }],
  ['PATCH /notices/:id', 200, { params: { id: '$notice' }, body: { content: 'On Monday' }, has: { content: 'On Monday' } }],
  ['DELETE /notices/:id', 200, { params: { id: '$notice' }, has: { deleted: true } }],
  ['GET /notices/:id', 404, { params: { id: '$notice' } }],
  ['GET /asset-types', 200, { has: { data: Array } }],
  [
    'POST /asset-requests',
    201,
    {
      body: { notes: run, items: [{ assetName: 'Fridge 200 l', assetType: 'Fridge', quantity: 1 }] },
      has: { success: true },
      keep: { asset: 'data.id', assetItem: 'data.items.0.id' },
    },
  ],
  ['POST /asset-requests', 500, { body: { notes: 'nothing', items: [] } }], // throw new Error
  ['GET /asset-requests', 200, { query: { status: 'pending' }, has: { data: Array } }],
  ['GET /asset-requests', 401, { token: null }],
  ['GET /asset-requests/my-requests', 200, { has: { data: Array } }],
  ['GET /asset-requests/:id', 200, { params: { id: '$asset' }, has: { data: { id: '$asset' } } }],
  ['GET /asset-requests/:id', 404, { params: { id: unknown } }],
  // approvedBy is a rep for the code and a row of `staff` for the foreign key, and no rep's number is a staff member's
  ['PATCH /asset-requests/:id/status', 500, { params: { id: '$asset' }, body: { status: 'approved' } }],
  [
    'POST /asset-requests/:id/assign',
    201,
    { params: { id: '$asset' }, body: { items: [{ id: '$assetItem', assignedQuantity: 1 }] }, has: { data: { status: 'assigned' } } },
  ],
  ['DELETE /asset-requests/:id', 500, { params: { id: '$asset' } }], // only pending ones go
  [
    'POST /asset-requests/:id/return',
    201,
    { params: { id: '$asset' }, body: { items: [{ id: '$assetItem', returnedQuantity: 1 }] }, has: { data: { status: 'returned' } } },
  ],
  [
    'POST /asset-requests',
    201,
    { body: { items: [{ assetName: 'Sign', assetType: 'Signage', quantity: 2 }] }, keep: { spareAsset: 'data.id' } },
  ],
  ['DELETE /asset-requests/:id', 200, { params: { id: '$spareAsset' }, has: { success: true } }],
  ['GET /routes', 200, { has: Array }],
  ['GET /routes', 401, { token: null }],
  ['GET /routes/active', 200, { has: Array }],
  ['GET /routes/:id', 200, { params: { id: 1 }, has: { id: 1 } }],
  ['GET /routes/:id', 400, { params: { id: 'north' } }],
  ['GET /routes/region/:regionId', 200, { params: { regionId: 1 }, has: Array }],
  ['GET /routes/country/:countryId', 200, { params: { countryId: 1 }, has: Array }],
  ['GET /routes/leader/:leaderId', 200, { params: { leaderId: 1 }, has: Array }],
];

const figures = [
  // No token: the app sends reports again after it has run out. The column journeyPlanId is not in the dump.
  [
    'POST /reports',
    201,
    { token: null, body: { type: 'FEEDBACK', userId: '$me', clientId: '$client', details: { comment: run } }, has: { success: false } },
  ],
  ['POST /reports', 201, { token: null, body: { type: 'WEATHER' }, has: { success: false } }],
  ['GET /reports', 500, { query: { userId: '$me' } }], // the same column
  ['GET /reports', 401, { token: null }],
  ['GET /reports/journey-plan/:journeyPlanId', 500, { params: { journeyPlanId: '$plan' } }], // the same column
  ['GET /analytics', 200, { query: { startDate: inDays(-7), endDate: today }, has: { visits: Number } }],
  ['GET /analytics', 401, { token: null }],
  ['POST /analytics', 201, { body: { title: 'My week', startDate: inDays(-7), endDate: today }, keep: { analysis: 'id' } }],
  ['POST /analytics', 500, { body: {} }], // throw new Error
  ['GET /analytics/:id', 200, { params: { id: '$analysis' }, has: { title: 'My week', hours: Array } }],
  ['PUT /analytics/:id', 200, { params: { id: '$analysis' }, body: { title: 'Our week' }, has: { title: 'Our week' } }],
  ['DELETE /analytics/:id', 200, { params: { id: '$analysis' }, has: { success: true } }],
  ['GET /analytics/:id', 404, { params: { id: '$analysis' } }],
  ['GET /analytics/daily-login-hours/:userId', 200, { params: { userId: '$me' }, has: Array }],
  ['GET /analytics/daily-journey-visits/:userId', 200, { params: { userId: '$me' }, query: { startDate: inDays(-30), endDate: inDays(1) }, has: Array }],
  ['DELETE /journey-plans/:id', 200, { params: { id: '$plan' }, has: { success: true } }],
  ['DELETE /journey-plans/:id', 404, { params: { id: '$plan' } }],
];

const files = [
  ['GET /checkin', 200, { query: { startDate: inDays(-30) }, has: Array }],
  ['GET /checkin', 401, { token: null }],
  ['POST /checkin', 201, { body: { clientId: '$client', latitude: -1.28, longitude: 36.82 }, has: { clientId: '$client' } }],
  // The dump has no DDL for the procedures that follow.
  ['GET /checkin/:id', 500, { params: { id: 1 } }],
  ['PUT /checkin/:id', 500, { params: { id: 1 }, body: { notes: 'closed' } }],
  ['DELETE /checkin/:id', 500, { params: { id: 1 } }],
  ['GET /excel-import', 200, { has: Array }],
  ['GET /excel-import', 401, { token: null }],
  ['POST /excel-import/upload', 201, { form: { type: 'clients', file: { name: 'clients.xlsx', content: 'PK' } }, has: { status: 'done' } }],
  ['POST /excel-import/upload', 400, { form: { type: 'clients' } }],
  // Again without DDL.
  ['GET /excel-import/:id', 500, { params: { id: 1 } }],
  ['POST /excel-import', 500, { body: { fileName: 'a.xlsx', type: 'clients' } }],
  ['PUT /excel-import/:id', 500, { params: { id: 1 }, body: { status: 'done' } }],
  ['DELETE /excel-import/:id', 500, { params: { id: 1 } }],
  ['POST /uploads/upload', 201, { form: { type: 'photo', file: image }, has: { type: 'photo' }, keep: { upload: 'id' } }],
  ['POST /uploads/upload', 400, { form: { type: 'photo' } }],
  ['POST /uploads', 201, { body: { fileName: 'note.txt' }, has: { type: 'document' } }],
  ['GET /uploads', 200, { query: { type: 'photo' }, has: Array }],
  ['GET /uploads', 401, { token: null }],
  ['GET /uploads/:id', 200, { params: { id: '$upload' }, has: { id: '$upload' } }],
  ['PUT /uploads/:id', 200, { params: { id: '$upload' }, body: { fileName: 'front.png' }, has: { fileName: 'front.png' } }],
  ['DELETE /uploads/:id', 200, { params: { id: '$upload' }, has: { success: true } }],
  ['GET /uploads/:id', 404, { params: { id: '$upload' } }],
];

const nowhere = [
  ['GET /monitoring/health', 404], // the controller is in no module
  ['GET /targets', 404],
  ['POST /nothing', 404, { body: {} }],
];

export const requests = [
  ...signIn,
  ...platform,
  ...people,
  ...time,
  ...clients,
  ...products,
  ...orders,
  ...sales,
  ...tasks,
  ...figures,
  ...files,
  ...nowhere,
];
