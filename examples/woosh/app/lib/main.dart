import 'package:flutter/material.dart';
import 'package:get/get.dart';
import 'package:get_storage/get_storage.dart';

import 'pages/home_page.dart';
import 'pages/journey_plans_page.dart';
import 'pages/login_page.dart';
import 'pages/outlets_page.dart';
import 'pages/uplift_sale_page.dart';
import 'utils/session.dart';

Future<void> main() async {
  WidgetsFlutterBinding.ensureInitialized();
  await GetStorage.init();
  runApp(const WooshApp());
}

class WooshApp extends StatelessWidget {
  const WooshApp({super.key});

  @override
  Widget build(BuildContext context) {
    return GetMaterialApp(
      title: 'Woosh',
      theme: ThemeData(colorSchemeSeed: Colors.deepOrange, useMaterial3: true),
      initialRoute: Session.token == null ? '/login' : '/home',
      getPages: [
        GetPage(name: '/login', page: () => const LoginPage()),
        GetPage(name: '/home', page: () => const HomePage()),
        GetPage(name: '/outlets', page: () => const OutletsPage()),
        GetPage(name: '/journey-plans', page: () => const JourneyPlansPage()),
        GetPage(name: '/uplift-sale', page: () => const UpliftSalePage()),
      ],
    );
  }
}
