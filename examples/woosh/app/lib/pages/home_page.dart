import 'package:flutter/material.dart';
import 'package:get/get.dart';

import '../services/api_service.dart';
import '../services/clock_service.dart';
import '../services/commission_service.dart';
import '../services/notice_service.dart';
import '../widgets/load_state.dart';

class HomePage extends StatelessWidget {
  const HomePage({super.key});

  static const _tiles = [
    ('Outlets', Icons.storefront, '/outlets'),
    ('Visits', Icons.map, '/journey-plans'),
    ('New sale', Icons.point_of_sale, '/uplift-sale'),
  ];

  @override
  Widget build(BuildContext context) {
    return Scaffold(
      appBar: AppBar(
        title: const Text('Today'),
        actions: [
          IconButton(
            icon: const Icon(Icons.logout),
            onPressed: () async {
              await ApiService.logout();
              Get.offAllNamed('/login');
            },
          ),
        ],
      ),
      body: ListView(
        children: [
          SizedBox(
            height: 72,
            child: LoadState(
              load: ClockService.status,
              builder: (context, status) => ListTile(
                title: Text(status['isClockedIn'] == true ? 'You are clocked in' : 'You are not clocked in'),
                trailing: const OutlinedButton(onPressed: ClockService.clockIn, child: Text('Clock in')),
              ),
            ),
          ),
          SizedBox(
            height: 72,
            child: LoadState(
              load: CommissionService.today,
              builder: (context, commission) => ListTile(title: Text('Commission: ${commission['commissionAmount']}')),
            ),
          ),
          for (final (title, icon, route) in _tiles)
            ListTile(leading: Icon(icon), title: Text(title), onTap: () => Get.toNamed(route)),
          const Divider(),
          SizedBox(
            height: 240,
            child: LoadState(
              load: NoticeService().board,
              builder: (context, notices) => ListView(
                children: [for (final notice in notices) ListTile(title: Text('${notice['title']}'))],
              ),
            ),
          ),
        ],
      ),
    );
  }
}
