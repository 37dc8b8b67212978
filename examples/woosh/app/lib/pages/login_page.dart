import 'package:flutter/material.dart';
import 'package:get/get.dart';

import '../services/api_exception.dart';
import '../services/api_service.dart';

class LoginPage extends StatefulWidget {
  const LoginPage({super.key});

  @override
  State<LoginPage> createState() => _LoginPageState();
}

class _LoginPageState extends State<LoginPage> {
  final _phone = TextEditingController();
  final _password = TextEditingController();
  bool _busy = false;

  @override
  void dispose() {
    _phone.dispose();
    _password.dispose();
    super.dispose();
  }

  Future<void> _submit() async {
    setState(() => _busy = true);
    try {
      await ApiService.login(_phone.text.trim(), _password.text);
      Get.offAllNamed('/home');
    } on ApiException catch (error) {
      Get.snackbar('Login failed', error.message);
    } finally {
      if (mounted) setState(() => _busy = false);
    }
  }

  @override
  Widget build(BuildContext context) {
    return Scaffold(
      appBar: AppBar(title: const Text('Woosh')),
      body: ListView(
        padding: const EdgeInsets.all(24),
        children: [
          TextField(controller: _phone, decoration: const InputDecoration(labelText: 'Phone number')),
          TextField(
            controller: _password,
            obscureText: true,
            decoration: const InputDecoration(labelText: 'Password'),
          ),
          const SizedBox(height: 24),
          FilledButton(onPressed: _busy ? null : _submit, child: const Text('Log in')),
        ],
      ),
    );
  }
}
